package hearback.config.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which days are not what their weekday says, as data per year: holidays on working days and make-up working days at
/// weekends. The State Council announces them each year; no library knows them.
///
/// @param years for which the table is complete; another year counts by weekdays alone, and is told as such
/// @param names of the days, as the notice has them; a day may have none
public record DayTable(Set<Integer> years, Map<LocalDate, Kind> days, Map<LocalDate, String> names) {
    public static final DayTable EMPTY = new DayTable(Set.of(), Map.of());

    private static final String HEAD = "date,kind,name";

    public DayTable {
        years = Set.copyOf(years);
        days = Map.copyOf(days);
        names = Map.copyOf(names);
        for (LocalDate day : days.keySet()) {
            if (!years.contains(day.getYear())) {
                throw new IllegalArgumentException(day + " is in no year of the table: " + years);
            }
        }
        for (LocalDate day : names.keySet()) {
            if (!days.containsKey(day)) {
                throw new IllegalArgumentException(day + " has a name and is nothing else");
            }
        }
    }

    /// Days without names.
    public DayTable(Set<Integer> years, Map<LocalDate, Kind> days) {
        this(years, days, Map.of());
    }

    /// Reads one year: lines `2025-10-01,holiday,国庆节` or `2025-10-11,make-up,国庆节` under a head `date,kind,name`.
    /// Lines that begin with `#` say where it is from.
    ///
    /// @throws IllegalArgumentException naming every line that is wrong
    public static DayTable ofYear(int year, List<String> lines) {
        var days = new HashMap<LocalDate, Kind>();
        var names = new HashMap<LocalDate, String>();
        var problems = new ArrayList<String>();
        boolean headRead = false;
        for (int number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!headRead) {
                headRead = true;
                if (!line.equals(HEAD)) {
                    problems.add("line " + number + ": begins with " + HEAD + ", not " + line);
                }
                continue;
            }
            try {
                var columns = columns(line);
                var day = LocalDate.parse(columns.get(0));
                if (day.getYear() != year) {
                    problems.add("line " + number + ": " + day + " is not in " + year);
                }
                if (days.put(day, kind(columns.get(1))) != null) {
                    problems.add("line " + number + ": " + day + " is there twice");
                }
                names.put(day, columns.get(2));
            } catch (DateTimeException | IllegalArgumentException wrong) {
                problems.add("line " + number + ": " + wrong.getMessage());
            }
        }
        if (days.isEmpty() && problems.isEmpty()) {
            problems.add("says nothing of any day");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new DayTable(Set.of(year), days, names);
    }

    /// Both; where both have a year, the other's.
    public DayTable and(DayTable other) {
        var bothYears = new HashSet<>(years);
        bothYears.addAll(other.years);
        var bothDays = new HashMap<>(days);
        bothDays.keySet().removeIf(day -> other.years.contains(day.getYear()));
        var bothNames = new HashMap<>(names);
        bothNames.keySet().retainAll(bothDays.keySet());
        bothDays.putAll(other.days);
        bothNames.putAll(other.names);
        return new DayTable(bothYears, bothDays, bothNames);
    }

    /// What the day is called; empty when it is nothing, or has no name.
    public String name(LocalDate day) {
        return names.getOrDefault(day, "");
    }

    private static List<String> columns(String line) {
        var columns = List.of(line.split(",", -1));
        if (columns.size() != 3 || columns.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("must be written as 2025-10-01,holiday,国庆节, is " + line);
        }
        return columns.stream().map(String::strip).toList();
    }

    private static Kind kind(String text) {
        return switch (text) {
            case "holiday" -> Kind.HOLIDAY;
            case "make-up" -> Kind.MAKE_UP_WORKING_DAY;
            default -> throw new IllegalArgumentException("a day is a holiday or a make-up, not " + text);
        };
    }

    /// What a day is, whatever its weekday.
    public enum Kind {
        HOLIDAY,
        MAKE_UP_WORKING_DAY
    }
}
