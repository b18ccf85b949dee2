package hearback.config;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nlf.calendar.Lunar;
import com.nlf.calendar.Solar;
import hearback.config.calendar.DayTable;
import hearback.config.calendar.DayTable.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFilesTest {
    private static final DayTable CHINA = CalendarFiles.shipped("cn");

    @Test
    void the_announced_years_come_with_the_release() {
        assertThat(CHINA.years()).isEqualTo(Set.of(2024, 2025, 2026));
    }

    /// Written down from the notices a second time, in the way the notices write it.
    @ParameterizedTest
    @CsvSource({
        "2024, '01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07'",
        "2025, '01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08'",
        "2026, '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07'"
    })
    void the_holidays_are_those_of_the_notice(int year, String ranges) {
        assertThat(daysOf(year, Kind.HOLIDAY))
                .containsExactlyElementsOf(Stream.of(ranges.split(" "))
                        .flatMap(range -> days(year, range))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "2024, '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12'",
        "2025, '01-26 02-08 04-27 09-28 10-11'",
        "2026, '01-04 02-14 02-28 05-09 09-20 10-10'"
    })
    void the_make_up_days_are_those_of_the_notice(int year, String days) {
        assertThat(daysOf(year, Kind.MAKE_UP_WORKING_DAY))
                .containsExactlyElementsOf(Stream.of(days.split(" "))
                        .flatMap(day -> days(year, day))
                        .toList());
    }

    /// The law gives so many days; every further free weekday is worked at a weekend.
    @ParameterizedTest
    @CsvSource({"2024, 11", "2025, 13", "2026, 13"})
    void what_is_given_beyond_the_law_is_made_up_for(int year, int byLaw) {
        assertThat(daysOf(year, Kind.HOLIDAY).stream()
                        .filter(day -> !isWeekend(day))
                        .count())
                .isEqualTo(byLaw + daysOf(year, Kind.MAKE_UP_WORKING_DAY).size());
        assertThat(daysOf(year, Kind.MAKE_UP_WORKING_DAY)).allMatch(CalendarFilesTest::isWeekend);
    }

    @ParameterizedTest
    @ValueSource(ints = {2024, 2025, 2026})
    void feasts_lie_in_the_holidays_that_are_named_after_them(int year) {
        assertThat(CHINA.name(lunar(year, 1, 1))).isEqualTo("春节");
        assertThat(CHINA.name(lunar(year, 5, 5))).isEqualTo("端午节");
        assertThat(CHINA.name(lunar(year, 8, 15))).contains("中秋节");
        assertThat(CHINA.name(clearAndBright(year))).isEqualTo("清明节");
        assertThat(CHINA.name(LocalDate.of(year, 1, 1))).isEqualTo("元旦");
        assertThat(CHINA.name(LocalDate.of(year, 5, 1))).isEqualTo("劳动节");
        assertThat(CHINA.name(LocalDate.of(year, 10, 1))).contains("国庆节");
    }

    /// Since the change of 2024 the eve is a holiday by law too; in 2024 it was not.
    @Test
    void the_eve_of_the_new_year_is_free_since_2025() {
        assertThat(CHINA.days()).doesNotContainKey(lunar(2024, 1, 1).minusDays(1));
        assertThat(CHINA.days())
                .containsEntry(lunar(2025, 1, 1).minusDays(1), Kind.HOLIDAY)
                .containsEntry(lunar(2026, 1, 1).minusDays(1), Kind.HOLIDAY);
    }

    @Test
    void every_day_has_a_name() {
        assertThat(CHINA.names().keySet()).isEqualTo(CHINA.days().keySet());
    }

    @Test
    void a_folder_adds_a_year_and_replaces_another(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("cn-2027.csv"), "date,kind,name\n2027-01-01,holiday,元旦\n");
        Files.writeString(folder.resolve("cn-2026.csv"), "date,kind,name\n2026-01-02,holiday,元旦\n");

        var table = CalendarFiles.read("cn", folder);

        assertThat(table.years()).contains(2025, 2026, 2027);
        assertThat(table.days().keySet().stream().collect(groupingBy(LocalDate::getYear, counting())))
                .containsEntry(2025, 33L)
                .containsEntry(2026, 1L)
                .containsEntry(2027, 1L);
        assertThat(table.name(LocalDate.of(2026, 1, 2))).isEqualTo("元旦");
    }

    @Test
    void every_wrong_line_is_named_with_its_file(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("cn-2027.csv"), """
                # from a notice
                date,kind,name
                2027-01-01,holiday,元旦
                2027-01-01,make-up,元旦
                2027-02-30,holiday,春节
                2026-05-01,holiday,劳动节
                2027-05-02,free,劳动节
                2027-05-03,holiday
                """);

        assertThatThrownBy(() -> CalendarFiles.read("cn", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cn-2027.csv")
                .hasMessageContaining("line 4: 2027-01-01 is there twice")
                .hasMessageContaining("line 5: ")
                .hasMessageContaining("line 6: 2026-05-01 is not in 2027")
                .hasMessageContaining("line 7: a day is a holiday or a make-up, not free")
                .hasMessageContaining("line 8: must be written as");
    }

    @Test
    void a_file_without_its_head_or_without_days_is_refused() {
        assertThatThrownBy(() -> DayTable.ofYear(2027, List.of("2027-01-01,holiday,元旦")))
                .hasMessageContaining("line 1: begins with date,kind,name");
        assertThatThrownBy(() -> DayTable.ofYear(2027, List.of("date,kind,name")))
                .hasMessage("says nothing of any day");
    }

    @Test
    void a_country_nobody_announced_anything_for_is_refused() {
        assertThatThrownBy(() -> CalendarFiles.shipped("zz")).hasMessageContaining("zz");
        assertThatThrownBy(() -> CalendarFiles.shipped("../cn")).hasMessageContaining("two small letters");
    }

    private static List<LocalDate> daysOf(int year, Kind kind) {
        return CHINA.days().entrySet().stream()
                .filter(day -> day.getKey().getYear() == year && day.getValue() == kind)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Stream<LocalDate> days(int year, String range) {
        var ends = range.split("\\.\\.");
        var last = LocalDate.parse(year + "-" + ends[ends.length - 1]);
        return LocalDate.parse(year + "-" + ends[0]).datesUntil(last.plusDays(1));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static LocalDate lunar(int year, int month, int day) {
        return date(Lunar.fromYmd(year, month, day).getSolar());
    }

    /// By the sun: the fifteenth degree after the equinox.
    private static LocalDate clearAndBright(int year) {
        var terms = Solar.fromYmd(year, 4, 1).getLunar().getJieQiTable();
        return date(Objects.requireNonNull(terms.get("清明")));
    }

    private static LocalDate date(Solar solar) {
        return LocalDate.of(solar.getYear(), solar.getMonth(), solar.getDay());
    }
}
