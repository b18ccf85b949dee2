package hearback;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The direction of dependence: technology → flow → nouns inside a module, and between modules agent-api →
/// recording-index → telephony → config. One test per rule; its name is the rule. There is no list of exceptions: a
/// rule that must bend is changed here, in the commit that says why.
///
/// Ordinary tests on purpose: with ArchUnit's own JUnit engine the rules were once silently not run.
final class ArchitectureTest {
    /// Just under what there is, so that the suite cannot pass by looking at nothing. Raise it as the code grows.
    private static final int FEWEST_CLASSES = 120;

    private static final String[] NOUN_PACKAGES = {
        "hearback.config.calendar",
        "hearback.config.profile",
        "hearback.telephony.call",
        "hearback.telephony.queue",
        "hearback.telephony.callback",
        "hearback.telephony.sound",
        "hearback.recording.index",
        "hearback.recording.recheck",
        "hearback.agent.audit",
        "hearback.agent.clock",
        "hearback.agent.life",
        "hearback.agent.profile",
        "hearback.agent.ticket",
        "hearback.agent.identity",
    };
    private static final String[] TECHNOLOGY_PACKAGES = Stream.of("config", "telephony", "recording", "agent")
            .flatMap(module -> Stream.of(
                            "ami",
                            "sql",
                            "redis",
                            "http",
                            "disk",
                            "metrics",
                            "phone",
                            "yaml",
                            "json",
                            "password",
                            "oidc")
                    .map(technology -> "hearback." + module + "." + technology))
            .toArray(String[]::new);
    private static final Set<String> ASSEMBLY_CLASSES = Set.of(
            "hearback.telephony.Telephony",
            "hearback.telephony.CallbackParts",
            "hearback.telephony.LineMeters",
            "hearback.telephony.Trunks",
            "hearback.telephony.LineAgents",
            "hearback.telephony.PreviewParts",
            "hearback.recording.RecordingIndex",
            "hearback.agent.AgentApi");

    private static final DescribedPredicate<JavaClass> NOUNS =
            resideInAnyPackage(NOUN_PACKAGES).as("nouns");
    private static final DescribedPredicate<JavaClass> FLOWS =
            resideInAPackage("hearback.*.flow").as("flows");
    private static final DescribedPredicate<JavaClass> TECHNOLOGY =
            resideInAnyPackage(TECHNOLOGY_PACKAGES).as("technology");
    /// A hash is a function of its bytes; the rest of java.security is not for nouns.
    private static final DescribedPredicate<JavaClass> HASHING = describe(
            "hashing",
            type -> Set.of(
                            "java.nio.charset.Charset",
                            "java.nio.charset.StandardCharsets",
                            "java.security.MessageDigest",
                            "java.security.NoSuchAlgorithmException")
                    .contains(type.getName()));
    private static final DescribedPredicate<JavaClass> SETTINGS =
            resideInAPackage("hearback.config").as("settings");
    private static final DescribedPredicate<JavaClass> APP =
            resideInAPackage("hearback.app").as("app");
    private static final DescribedPredicate<JavaClass> ASSEMBLIES =
            describe("assemblies", type -> ASSEMBLY_CLASSES.contains(outermost(type)));
    private static final DescribedPredicate<JavaClass> PACKAGE_INFO =
            describe("package-info", type -> type.getSimpleName().equals("package-info"));

    private static final JavaClasses HEARBACK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("hearback");

    @Test
    void nouns_know_only_the_jdk_and_other_nouns() {
        // java.lang.invoke and java.lang.runtime are what javac itself writes for lambdas, records and switches.
        check(classes()
                .that(NOUNS)
                .should()
                .onlyDependOnClassesThat(NOUNS.or(resideInAnyPackage(
                                "java.lang",
                                "java.lang.invoke",
                                "java.lang.runtime",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.util.regex",
                                "java.time..",
                                "java.math",
                                "org.jspecify.."))
                        .or(HASHING)
                        .as("nouns and the pure parts of the JDK"))
                .because("a noun is tested by values alone and read without knowing any library"));
    }

    @Test
    void nouns_and_flows_never_read_the_clock_or_roll_dice() {
        check(noClasses()
                .that(NOUNS.or(FLOWS))
                .should()
                .accessTargetWhere(describe("the system's clock or chance is asked", ArchitectureTest::asksTheSystem))
                .orShould()
                .dependOnClassesThat(describe(
                        "carry a clock or chance of their own",
                        type -> Set.of(
                                        "java.util.Calendar",
                                        "java.util.Date",
                                        "java.util.GregorianCalendar",
                                        "java.util.Random",
                                        "java.util.SplittableRandom",
                                        "java.util.Timer",
                                        "java.util.concurrent.ThreadLocalRandom",
                                        "java.security.SecureRandom")
                                .contains(type.getName())))
                .because("time and chance are arguments; only hearback.app creates them"));
    }

    @Test
    void flows_do_not_know_vertx() {
        check(noClasses()
                .that(FLOWS)
                .should()
                .dependOnClassesThat(resideInAPackage("io.vertx.."))
                .orShould()
                .dependOnClassesThat(JavaClass.Predicates.assignableTo(CompletionStage.class))
                .because("a flow is straight-line code on a virtual thread"));
        check(methods()
                .that()
                .areDeclaredInClassesThat(FLOWS)
                .and()
                .areNotPrivate()
                .should()
                .notHaveRawReturnType(JavaClass.Predicates.assignableTo(Future.class))
                .because("ports return values or throw"));
    }

    /// On one context of Vert.x tasks take turns. Who awaits an answer gives his turn away, who waits for a monitor
    /// keeps it; so a monitor held over an answer stops the server for good.
    @Test
    void nobody_who_serves_holds_a_monitor_for_a_whole_method() {
        check(methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("hearback.agent.flow..", "hearback.agent.http..", "hearback.agent.sql..")
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED));
    }

    @Test
    void nobody_inside_knows_technology() {
        check(noClasses()
                .that(NOUNS.or(FLOWS))
                .should()
                .dependOnClassesThat(
                        TECHNOLOGY.or(ASSEMBLIES).or(SETTINGS).or(APP).as("technology, assemblies, settings or app"))
                .because("technology implements the ports of flows, never the reverse"));
        check(classes()
                .that(FLOWS)
                .should()
                .onlyDependOnClassesThat(NOUNS.or(FLOWS)
                        .or(resideInAnyPackage("java..", "org.slf4j..", "org.jspecify.."))
                        .and(not(resideInAnyPackage("java.sql..", "java.net..")))
                        .as("nouns, flows, the JDK without databases and networks, and the logger"))
                .because("what a flow needs from outside it says as a port of its own"));
    }

    @Test
    void asterisk_java_stays_in_ami() {
        staysIn("hearback.telephony.ami", "org.asteriskjava..");
    }

    @Test
    void the_sql_client_stays_in_sql() {
        staysInOrPassesThroughTo("hearback.*.sql", "io.vertx.sqlclient..", "io.vertx.pgclient..");
    }

    @Test
    void jdbc_is_only_for_migrations() {
        check(noClasses()
                .that(not(SETTINGS.or(APP)))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb.."))
                .because("rows are read and written by the Vert.x client, in sql"));
    }

    @Test
    void lettuce_stays_in_redis() {
        staysInOrPassesThroughTo("hearback.*.redis", "io.lettuce..");
    }

    @Test
    void vertx_web_stays_in_http() {
        staysInOrPassesThroughTo("hearback.agent.http", "io.vertx.ext.web..", "io.vertx.openapi..");
    }

    @Test
    void password4j_stays_in_password() {
        staysIn("hearback.agent.password", "com.password4j..");
    }

    @Test
    void vertx_auth_stays_in_oidc() {
        staysIn("hearback.agent.oidc", "io.vertx.ext.auth..");
    }

    @Test
    void libphonenumber_stays_in_phone() {
        staysIn("hearback.telephony.phone", "com.google.i18n.phonenumbers..");
    }

    @Test
    void a_modules_technology_is_its_own_business() {
        for (String module : Set.of("config", "telephony", "recording", "agent")) {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages("hearback." + module, "hearback." + module + "..")
                    .should()
                    .dependOnClassesThat(TECHNOLOGY.and(resideInAPackage("hearback." + module + "..")))
                    .because("the way into " + module + " is its nouns, its ports and its assembly"));
        }
    }

    @Test
    void config_looks_at_nobody() {
        looksAtNone("config", "hearback.telephony..", "hearback.recording..", "hearback.agent..", "hearback.app..");
    }

    @Test
    void telephony_looks_down() {
        looksAtNone("telephony", "hearback.recording..", "hearback.agent..", "hearback.app..");
    }

    @Test
    void recordings_look_down() {
        looksAtNone("recording", "hearback.agent..", "hearback.app..");
    }

    @Test
    void agents_look_down() {
        looksAtNone("agent", "hearback.app..");
    }

    @Test
    void no_package_cycles() {
        check(slices().matching("hearback.(**)").should().beFreeOfCycles());
    }

    @Test
    void everything_lives_in_a_known_ring() {
        check(classes()
                .should(be(NOUNS.or(FLOWS)
                        .or(TECHNOLOGY)
                        .or(SETTINGS)
                        .or(APP)
                        .or(ASSEMBLIES)
                        .or(PACKAGE_INFO)
                        .as("a noun, a flow, technology, settings, app or an assembly")))
                .because("the other rules only see what lives in a ring; a new ring is named here first"));
    }

    @Test
    void nothing_is_mutable_in_the_nouns() {
        check(fields().that()
                .areDeclaredInClassesThat(NOUNS)
                .should()
                .beFinal()
                .because("a noun is a value: it may be kept, shared and compared"));
    }

    @Test
    void no_junk_drawers() {
        check(noClasses()
                .should()
                .resideInAnyPackage(
                        Stream.of("util", "utils", "common", "commons", "helper", "misc", "shared", "base", "impl")
                                .map(name -> ".." + name + "..")
                                .toArray(String[]::new))
                .because("a package is named after what it holds"));
    }

    @Test
    void names_say_what_not_that() {
        Pattern empty = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info|Wrapper|Constants|Service)");
        check(noClasses()
                .should(be(DescribedPredicate.<JavaClass>describe(
                        "called a Manager, Helper, Util, Impl, Processor, Data, Info, Wrapper, Constants or Service",
                        type -> empty.matcher(type.getSimpleName()).matches())))
                .because("such a word fits anything and so says nothing"));
    }

    @Test
    void everything_is_null_marked() {
        Set<String> unmarked = HEARBACK.stream()
                .map(JavaClass::getPackage)
                .filter(home -> !home.isAnnotatedWith(NullMarked.class))
                .map(home -> home.getName())
                .collect(Collectors.toSet());
        assertThat(unmarked)
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    @Test
    void the_rules_look_at_real_classes() {
        Map<String, Long> byModule = HEARBACK.stream()
                .filter(not(PACKAGE_INFO))
                .collect(Collectors.groupingBy(type -> type.getName().split("\\.")[1], Collectors.counting()));
        assertThat(byModule.values().stream().mapToLong(Long::longValue).sum())
                .as("classes seen, by module: %s", byModule)
                .isGreaterThanOrEqualTo(FEWEST_CLASSES);
        assertThat(HEARBACK.stream().map(JavaClass::getSimpleName))
                .as("test classes must not be judged as product")
                .doesNotContain("ArchitectureTest");
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HEARBACK);
    }

    private static void looksAtNone(String module, String... above) {
        check(noClasses()
                .that()
                .resideInAnyPackage("hearback." + module, "hearback." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .because("what flows up does so as facts through a port declared below"));
    }

    private static void staysIn(String home, String... library) {
        check(noClasses()
                .that(not(resideInAPackage(home)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .because("only " + home + " speaks " + Arrays.toString(library)));
    }

    /// As [#staysIn], but app opens and closes such clients, and assemblies may hand them on without using them.
    private static void staysInOrPassesThroughTo(String home, String... library) {
        check(noClasses()
                .that(not(resideInAPackage(home).or(APP).or(ASSEMBLIES)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .because("only " + home + " speaks " + Arrays.toString(library)));
        check(noClasses()
                .that(ASSEMBLIES)
                .should()
                .accessClassesThat()
                .resideInAnyPackage(library)
                .because("an assembly hands clients on and never uses them"));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }

    private static boolean asksTheSystem(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" -> !Set.of("arraycopy", "identityHashCode").contains(name);
            case "java.lang.Thread" -> name.equals("sleep");
            case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.util.TimeZone", "java.util.Locale" -> name.equals("getDefault");
            case "java.util.Collections" -> name.equals("shuffle");
            case "java.util.random.RandomGenerator", "java.util.random.RandomGeneratorFactory" ->
                Set.of("of", "getDefault", "create").contains(name);
            case "java.time.ZoneId" -> name.equals("systemDefault");
            case "java.time.InstantSource" -> name.equals("system");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }
}
