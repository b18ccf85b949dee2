package hearback.config;

import hearback.config.calendar.DayTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Reads which days are holidays and make-up working days: one file for each country and year, `cn-2025.csv`, as
/// [DayTable#ofYear] describes it. Those that were announced when this release was built come with it; a folder of the
/// operator's own adds the years since then, or puts another in the place of one that came along.
public final class CalendarFiles {
    private static final Pattern COUNTRY = Pattern.compile("[a-z]{2}");
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    private CalendarFiles() {}

    /// The years that came with this release.
    ///
    /// @param country two small letters (ISO 3166)
    /// @throws IllegalArgumentException when none did
    public static DayTable shipped(String country) {
        var table = DayTable.EMPTY;
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            var name = "/calendar/" + name(country, year);
            try (InputStream file = CalendarFiles.class.getResourceAsStream(name)) {
                if (file != null) {
                    var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                    table = table.and(parsed(name, year, text));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(name, unreadable);
            }
        }
        if (table.years().isEmpty()) {
            throw new IllegalArgumentException("no holidays are known of the country " + country);
        }
        return table;
    }

    /// The same with what is in the folder; a year that is there is taken from there.
    ///
    /// @throws IllegalArgumentException naming the file and every line that is wrong
    /// @throws UncheckedIOException when a file is there and cannot be read
    public static DayTable read(String country, Path folder) {
        var table = shipped(country);
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            var file = folder.resolve(name(country, year));
            if (Files.exists(file)) {
                try {
                    table = table.and(parsed(file.toString(), year, Files.readString(file)));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(file.toString(), unreadable);
                }
            }
        }
        return table;
    }

    private static String name(String country, int year) {
        if (!COUNTRY.matcher(country).matches()) {
            throw new IllegalArgumentException("a country is two small letters, not " + country);
        }
        return country + "-" + year + ".csv";
    }

    private static DayTable parsed(String file, int year, String text) {
        try {
            return DayTable.ofYear(year, text.lines().toList());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }
}
