package hearback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each module's SQL names only tables of the module's own PostgreSQL schema; what it wants from another it asks
/// through that module's ports. Read from the source text: what a statement says is in its string literals.
final class SqlOwnershipTest {
    private static final Map<String, String> SCHEMA_OF_MODULE =
            Map.of("telephony", "telephony", "recording-index", "recording", "agent-api", "agent");

    /// `schema.table` as SQL has it; not the tail of a Java name such as `hearback.telephony.call`.
    private static final Pattern OWNED_NAME = Pattern.compile("(?<![\\w.])(telephony|recording|agent)\\.[a-z_]+");

    /// In this order, so that a quote in a comment opens no string and `//` in a string opens no comment.
    private static final Pattern JAVA_TOKEN = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\"(?<block>.*?)(?<!\\\\)\"\"\"|\"(?<string>(?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'",
            Pattern.DOTALL);

    @Test
    void each_module_names_only_its_own_tables() {
        SCHEMA_OF_MODULE.forEach((module, schema) -> assertThat(sqlSourcesOf(module))
                .allSatisfy(source -> assertThat(schemasIn(literalsOf(read(source))))
                        .as("schemas named in %s", source)
                        .isSubsetOf(schema)));
    }

    @Test
    void a_migration_touches_one_modules_tables() {
        assertThat(filesUnder(root().resolve("config/src/main/resources/schema"), ".sql"))
                .allSatisfy(migration -> assertThat(schemasIn(withoutSqlComments(read(migration))))
                        .as("schemas named in %s", migration)
                        .hasSizeLessThanOrEqualTo(1));
    }

    @Test
    void sql_lives_in_sql_packages_only() {
        Pattern statement = Pattern.compile("(?is)^\\s*(select|insert\\s+into|update|delete\\s+from|with)\\b.*\\s.*");
        SCHEMA_OF_MODULE
                .keySet()
                .forEach(module -> assertThat(javaSourcesOf(module))
                        .filteredOn(source -> !isInSqlPackage(source))
                        .allSatisfy(source -> assertThat(literalsOf(read(source)))
                                .as("string literals of %s", source)
                                .noneMatch(text -> statement.matcher(text).matches()
                                        && !schemasIn(List.of(text)).isEmpty())));
    }

    @Test
    void the_scan_reads_strings_and_text_blocks_and_nothing_else() {
        String source = """
                package hearback.telephony.sql; // "agent.in_a_comment"
                /* "agent.in_another" */
                /// `agent.in_documentation` isn't "read"
                char quote = '"';
                String a = "select \\"x\\" from telephony.call -- // agent.still_in_the_string";
                String b = \"""
                    from recording.sound
                    \""";
                String c = "hearback.agent.ticket";
                """;

        assertThat(literalsOf(source)).hasSize(3);
        assertThat(schemasIn(literalsOf(source))).containsExactlyInAnyOrder("telephony", "agent", "recording");
        assertThat(schemasIn(List.of("hearback.agent.ticket", "no_agent.here", "an agent. Then")))
                .isEmpty();
        assertThat(schemasIn(withoutSqlComments("-- agent.a\n/* agent.b */ select 1 from telephony.call")))
                .containsExactly("telephony");
    }

    @Test
    void the_scan_finds_every_module() {
        assertThat(SCHEMA_OF_MODULE.keySet())
                .allSatisfy(module -> assertThat(root().resolve(module)).isDirectory());
    }

    private static Set<String> schemasIn(List<String> texts) {
        return texts.stream()
                .flatMap(text -> OWNED_NAME.matcher(text).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> literalsOf(String javaSource) {
        List<String> literals = new ArrayList<>();
        JAVA_TOKEN
                .matcher(javaSource)
                .results()
                .forEach(token -> Stream.of("block", "string")
                        .map(token::group)
                        .filter(Objects::nonNull)
                        .forEach(literals::add));
        return literals;
    }

    private static List<String> withoutSqlComments(String sql) {
        return List.of(sql.replaceAll("--[^\\n]*|(?s:/\\*.*?\\*/)", " "));
    }

    private static List<Path> sqlSourcesOf(String module) {
        return javaSourcesOf(module).stream()
                .filter(SqlOwnershipTest::isInSqlPackage)
                .toList();
    }

    private static List<Path> javaSourcesOf(String module) {
        return filesUnder(root().resolve(module).resolve("src/main/java"), ".java");
    }

    private static boolean isInSqlPackage(Path source) {
        return Objects.requireNonNull(source.getParent()).endsWith("sql");
    }

    private static List<Path> filesUnder(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The repository: Maven starts tests in the module's folder, an IDE often one above.
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, Objects::nonNull, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("recording-index")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not inside the repository: " + here));
    }
}
