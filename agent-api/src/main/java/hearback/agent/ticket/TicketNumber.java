package hearback.agent.ticket;

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

/// What people call a ticket: the day it was opened and its serial on that day. `202611230042` is the 42nd ticket of
/// 23 November 2026; after the 9,999th of a day the serial grows a digit and nothing wraps.
///
/// Day and serial are kept apart and ordered as numbers, because the text does not sort: `2026112310000` stands before
/// `202611239999`.
///
/// Source: regulation b.8 (S1-54).
///
/// @param day in [#ZONE], whatever zone the machine is in
/// @param serial counts from 1 within the day; gaps are allowed, a second of its kind is not
public record TicketNumber(LocalDate day, int serial) implements Comparable<TicketNumber> {
    /// Where the day changes: 07:30 there is still the day before in UTC.
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Comparator<TicketNumber> ORDER =
            Comparator.comparing(TicketNumber::day).thenComparingInt(TicketNumber::serial);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern SHAPE = Pattern.compile("([0-9]{8})([0-9]{4,9})");

    public TicketNumber {
        if (serial < 1) {
            throw new IllegalArgumentException("a ticket's serial counts from 1, not " + serial);
        }
        if (day.getYear() < 1000 || day.getYear() > 9999) {
            throw new IllegalArgumentException("a ticket's year has four digits: " + day);
        }
    }

    /// The day a ticket belongs to that is opened now.
    public static LocalDate dayAt(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }

    /// Reads what [#text] writes; empty for anything else, a second way of writing the same number included.
    public static Optional<TicketNumber> read(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        try {
            TicketNumber read =
                    new TicketNumber(LocalDate.parse(shape.group(1), DAY), Integer.parseInt(shape.group(2)));
            return read.text().equals(text) ? Optional.of(read) : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public String text() {
        return DAY.format(day) + "%04d".formatted(serial);
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
