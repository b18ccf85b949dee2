package hearback.agent.ticket;

import hearback.config.profile.Numbering;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people call a ticket: the day it was opened and its serial on that day, as the institution writes it.
/// `202611230042` is the 42nd ticket of 23 November 2026 with four digits, `2026112342` the same with two; a serial
/// that needs more digits widens and nothing wraps.
///
/// Day and serial are kept apart and ordered as numbers, because the text does not sort: `20231001100`, the 100th,
/// stands before `2023100199`. The serials of a day are one row for all institutions of a house, so that day and
/// serial alone are one ticket.
///
/// Source: regulation b.8 (S1-54).
///
/// @param day in the zone of the institution's calendar, whatever zone the machine is in
/// @param serial counts from 1 within the day; gaps are allowed, a second of its kind is not
/// @param prefix capital letters, or none
/// @param digits of the serial, at least
public record TicketNumber(LocalDate day, int serial, String prefix, int digits) implements Comparable<TicketNumber> {
    private static final Comparator<TicketNumber> ORDER =
            Comparator.comparing(TicketNumber::day).thenComparingInt(TicketNumber::serial);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern SHAPE = Pattern.compile("([A-Z]{0,8})([0-9]{8})([0-9]{1,9})");
    private static final int USUAL_DIGITS = 4;

    public TicketNumber {
        if (serial < 1) {
            throw new IllegalArgumentException("a ticket's serial counts from 1, not " + serial);
        }
        if (day.getYear() < 1000 || day.getYear() > 9999) {
            throw new IllegalArgumentException("a ticket's year has four digits: " + day);
        }
    }

    /// Without prefix, and with the four digits of the telecom branch.
    public TicketNumber(LocalDate day, int serial) {
        this(day, serial, "", USUAL_DIGITS);
    }

    /// As this institution writes it.
    public static TicketNumber of(Numbering numbering, LocalDate day, int serial) {
        return new TicketNumber(day, serial, numbering.prefix(), numbering.digits());
    }

    /// The day a ticket belongs to that is opened now.
    ///
    /// @param zone of the institution's calendar: 07:30 in Shanghai is still the day before in UTC
    public static LocalDate dayAt(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now, zone);
    }

    /// Reads what [#text] writes, whatever the digits; empty for anything else.
    public static Optional<TicketNumber> read(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TicketNumber(
                    LocalDate.parse(shape.group(2), DAY),
                    Integer.parseInt(shape.group(3)),
                    shape.group(1),
                    shape.group(3).length()));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public String text() {
        return prefix + DAY.format(day) + ("%0" + digits + "d").formatted(serial);
    }

    @Override
    public int compareTo(TicketNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text();
    }
}
