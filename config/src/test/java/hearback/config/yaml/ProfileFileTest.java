package hearback.config.yaml;

import static hearback.config.yaml.Documents.FILE;
import static hearback.config.yaml.Documents.SHIPPED;
import static hearback.config.yaml.Documents.TELECOM;
import static hearback.config.yaml.Documents.changed;
import static hearback.config.yaml.Documents.problems;
import static hearback.config.yaml.Documents.usable;
import static hearback.config.yaml.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {
    @Test
    void comments_and_order_are_no_change_and_a_number_is() {
        String hash = usable(TELECOM).sha256();
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(usable(TELECOM + "\n# a remark\n").sha256()).isEqualTo(hash);
        String numbering = "numbering: { rule: ours, prefix: \"\", digits: 4 }\n";
        assertThat(usable(with(TELECOM, numbering, "") + numbering).sha256()).isEqualTo(hash);
        assertThat(usable(with(TELECOM, "prefix: \"\", digits: 4", "digits: 4, prefix: ''"))
                        .sha256())
                .isEqualTo(hash);
        assertThat(usable(with(TELECOM, "further-attempts: 3", "further-attempts: 4"))
                        .sha256())
                .isNotEqualTo(hash);
    }

    @Test
    void what_does_not_fit_the_schema_and_what_makes_no_sense_elsewhere_are_told_at_once() {
        String yaml = TELECOM.replace(
                        "    length: 24 h\n    met-by: [progress-told", "    length: a day\n    met-by: [told")
                .replace("digits: 4", "digits: four")
                .replace("zone: Asia/Shanghai", "zone: Asia/Nowhere")
                .replace("id: dispatch-urgent", "id: dispatch")
                .replace("satisfied: [satisfied]", "satisfied: [dissatisfied]");
        assertThat(problems(yaml))
                .containsExactly(
                        "clocks[0].length: must be such as 24 h, 2 h open, 8 h working, 3 natural days, 1 working day,"
                                + " same day, is a day",
                        "clocks[0].met-by[0]: must be one of received, accepted, not-accepted, settled-at-once,"
                                + " submitted, dispatched, order-taken, order-refused, answered, answer-returned,"
                                + " answer-approved, judged-valid, judged-invalid, telling-failed-on-customer-side,"
                                + " progress-told, result-told, plan-agreed, promised, follow-up-instructed,"
                                + " followed-up, urged, informed, withdrawn, specially-closed, closed, is told",
                        "numbering.digits: must be a whole number, is four",
                        "calendar.zone: Unknown time-zone ID: Asia/Nowhere",
                        "follow-up.satisfied: dissatisfied does not count as satisfied (S1-57)",
                        "clocks[3].id: there is another clock of the name dispatch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "further-attempts: 3 | further: 3 |"
                        + " retry: has no key further; known here: calls-to-a-household-in-24-h, further-attempts, gap, not-on, quiet, rule, spread, window"
                        + " & retry: lacks the key further-attempts",
                "urges-to-urgent: 3 | urges-to-urgent: 0 | intake.urges-to-urgent: must be at least 1, is 0",
                "version: 2 | version: 9999999999 | version: must be at most 1000000, is 9999999999",
                "version: 2 | version: 2026-01-01 | version: must be at most 1000000, is 1767225600000",
                "digits: 4 | digits: 10 | numbering.digits: must be at most 9, is 10",
                "documents-first: false | documents-first: 'no' |"
                        + " intake.documents-first: must be true or false, is no",
                "reply-parts: [cause, process, result, customer-attitude] | reply-parts: [] |"
                        + " handling.reply-parts: must have at least 1, has 0",
                "questions: [timeliness, satisfaction] | questions: [timeliness, timeliness] |"
                        + " follow-up.questions: names something twice",
                "zh: 待定, | zh: ' ', |"
                        + " taxonomies[0].leaves[5].name.zh: must be something that can be read, is empty",
                "any-of: [major, | any-of: [minor, |"
                        + " clocks[3].any-of[0]: must be one of major, batch, repeat-in-progress, repeat-dissatisfied,"
                        + " escalated, leapfrog, concentrated, anonymous, media, complex, is minor",
                "warn: [\"50 %\"] | warn: [\"1 h after\"] |"
                        + " clocks[1].warn[0]: must be such as 80 % or 30 min before, is 1 h after",
                "up-to: \"50.00\" | up-to: 50.00 |" + " powers.compensation.limits[0].up-to: must be a text, is 50.0",
                "up-to: \"50.00\" | up-to: \"50,00\" |"
                        + " powers.compensation.limits[0].up-to: must be a decimal amount such as \"50000.00\","
                        + " in quotes, is 50,00",
                "hotlines: [] | hotlines: [\"one\"] |"
                        + " hotlines[0]: must be 1 to 32 digits as the dialplan sees them, in quotes, is one",
                "quiet: [\"20:00-08:00\", | quiet: [\"20:00-25:00\", |"
                        + " retry.quiet[0]: must be written as 20:00-08:00, in quotes, is 20:00-25:00",
                "rule: S0-36 | rule: S5-36 |"
                        + " clocks[5].rule: must be an id of the source regulations such as S0-36, or ours, is S5-36"
            })
    void what_does_not_fit_the_schema_is_told_in_words(String from, String to, String told) {
        assertThat(changed(from, to)).containsExactly(told.split(" & "));
    }

    @Test
    void the_words_do_not_change_with_the_language_of_the_machine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            assertThat(changed("digits: 4", "digits: four"))
                    .containsExactly("numbering.digits: must be a whole number, is four");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void what_is_no_yaml_that_we_read_is_refused_with_the_line() {
        assertThat(problems("")).containsExactly("must be one map of keys and values");
        assertThat(problems("- a\n- b")).containsExactly("must be one map of keys and values");
        assertThat(problems("a: b\na: c")).containsExactly("is no YAML that we read: found duplicate key a in line 2");
        assertThat(problems("a: &x [1]\nb: *x")).containsExactly("must not hold references, is &x in line 1");
        assertThat(problems("a: !!java.net.URL x")).singleElement().asString().startsWith("must not hold type tags");
        assertThat(problems("a: .nan")).containsExactly("must not hold a number that is infinite or none");
        assertThat(problems("a: \"x\\ny\"")).containsExactly("must not hold control characters in line 1");
        assertThat(problems("a: b\n---\na: c")).singleElement().asString().startsWith("is no YAML that we read: ");
    }

    @Test
    void nothing_that_grows_or_nests_without_end_is_read() {
        assertThat(problems("x: ".repeat(1_000_000))).isNotEmpty();
        assertThat(problems("x" + "y".repeat(1_000_001) + ": z")).isNotEmpty();
        assertThat(problems("[".repeat(100_000))).isNotEmpty();
        assertThat(problems("a: " + "[".repeat(50) + "]".repeat(50))).isNotEmpty();
        assertThat(problems("a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]"))
                .isNotEmpty();
    }

    @Test
    void whatever_is_changed_in_a_profile_it_is_read_or_refused_and_never_thrown() {
        for (int seed = 0; seed < 400; seed++) {
            String yaml = damaged(new Random(seed));
            try {
                FILE.read(yaml);
            } catch (RuntimeException thrown) {
                fail("seed " + seed + " with\n" + yaml, thrown);
            }
        }
    }

    private static String damaged(Random random) {
        List<String> words = new ArrayList<>(List.of(
                "null",
                "~",
                "-1",
                "0",
                "1e99",
                ".nan",
                "2026-01-01",
                "12:30",
                "true",
                "[]",
                "{}",
                "",
                "\"\u0007\"",
                "99999999999999999999",
                "999 natural days",
                "99999 h",
                "24:00-24:00",
                "? a",
                "!!binary x",
                "*x",
                "&y z"));
        List<String> lines = new ArrayList<>(ProfileFile.shipped(SHIPPED.get(random.nextInt(SHIPPED.size())))
                .lines()
                .toList());
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(random.nextInt(lines.size()), line);
                case 2 ->
                    lines.set(at, line.replaceFirst(": [^{\\[]+$", ": " + words.get(random.nextInt(words.size()))));
                case 3 ->
                    lines.set(
                            at, line.replaceFirst("\\[[^\\]]*]", "[" + words.get(random.nextInt(words.size())) + "]"));
                default -> {
                    int place = random.nextInt(line.length() + 1);
                    lines.set(at, line.substring(0, place) + (char) random.nextInt(128) + line.substring(place));
                }
            }
        }
        return String.join("\n", lines);
    }
}
