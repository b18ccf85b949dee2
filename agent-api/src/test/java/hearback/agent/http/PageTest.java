package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.flow.OpenTickets;
import hearback.agent.identity.Role;
import hearback.agent.testing.Sample;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// The page as somebody at the desk has it, in Debian's Chromium.
@Tag("browser")
final class PageTest extends AtOneDesk {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PASSWORD = "coal bin ladder";

    @SuppressWarnings("NullAway.Init")
    private ChromeDriver browser;

    @BeforeAll
    static void letIn() {
        String account =
                "{\"name\":\"li\",\"displayName\":\"Li\",\"role\":\"SUPERVISOR\",\"password\":\"" + PASSWORD + "\"}";
        assertThat(desk.post(Role.ADMINISTRATOR, "/api/v1/accounts", account).status())
                .isEqualTo(201);
    }

    @AfterEach
    void leave() {
        browser.quit();
    }

    @Test
    void who_logs_in_sees_the_tickets_as_they_come_and_logs_out_for_good() {
        open("en-US");
        assertThat(browser.findElement(By.id("status")).isDisplayed()).isFalse();
        logIn("wrong ladder bin");
        seen("#refused", "Name or password is wrong");
        logIn(PASSWORD);
        seen("#status", "live");
        assertThat(text("#who")).isEqualTo("li · supervisor");
        String token = token();
        assertThat(desk.as(token, "GET", "/api/v1/tickets", "").status()).isEqualTo(200);

        var linked = desk.tickets.link(Sample.incoming(31, new PhoneNumber.Known("+8613500000031")));
        String number = linked.ticket().opening().number().text();
        seen("#tickets", number);
        assertThat(rows("#tickets")).anySatisfy(row -> assertThat(row).contains(number, "accepted", "+8613500000031"));

        browser.findElement(By.id("leave")).click();
        await().atMost(SOON)
                .until(() -> browser.findElement(By.id("by-password")).isDisplayed());
        assertThat(rows("#tickets")).as("nothing is left standing").noneMatch(row -> row.contains(number));
        await().atMost(SOON)
                .until(() -> desk.as(token, "GET", "/api/v1/tickets", "").status() == 401);
        assertThat(complaints()).as("what the browser complained of").isEmpty();
    }

    @Test
    void who_reads_chinese_has_it_in_chinese_and_a_token_opens_the_door_too() {
        open("zh-CN");
        browser.findElement(By.cssSelector("summary")).click();
        browser.findElement(By.id("token")).sendKeys(desk.token(Role.AUDITOR));
        browser.findElement(By.id("enter")).click();
        seen("#status", "已连接");
        assertThat(text("#tickets-box h2")).startsWith("工单");
        assertThat(text("#who")).endsWith(" · 审计");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void who_leads_the_shift_sees_how_the_ringing_goes_and_whom_nobody_reached() {
        var customer = new PhoneNumber.Known("+8613500000032");
        var ticket = desk.tickets.link(Sample.incoming(32, customer)).ticket();
        var callback = new CallbackId(new UUID(32, 1));
        desk.neighbours.callbacks.put(new CallbackPlan(
                new CallbackRequest(
                        callback, OpenTickets.subjectOf(ticket), customer, CallbackReason.REPLY, Sample.NOON),
                Optional.empty(),
                Sample.NOON,
                new CallbackState.Closed(CloseReason.UNREACHABLE, Sample.NOON),
                List.of(),
                Optional.empty()));
        desk.neighbours.callbacks.put(new CallbackPlan(
                new CallbackRequest(
                        new CallbackId(new UUID(32, 2)),
                        OpenTickets.subjectOf(ticket),
                        customer,
                        CallbackReason.REPLY,
                        Instant.EPOCH),
                Optional.empty(),
                Sample.NOON,
                new CallbackState.Planned(Instant.EPOCH, "at once"),
                List.of(),
                Optional.empty()));
        desk.neighbours.callbacks.put(new CallbackPlan(
                new CallbackRequest(
                        new CallbackId(new UUID(32, 3)),
                        new CallbackSubject("asked:zhou"),
                        new PhoneNumber.Known("+8613500000033"),
                        CallbackReason.PROMISED,
                        Sample.NOON),
                Optional.empty(),
                Sample.NOON,
                new CallbackState.Closed(CloseReason.NUMBER_CHANGED, Sample.NOON),
                List.of(),
                Optional.empty()));
        open("en-US");
        logIn(PASSWORD);

        seen("#free-agents", "main · 4 agents free");
        seen("#trunks", "main/carrier · trunk works · 0.3/10 calls per second · 2/60 under way");
        seen("#trunks", "second/trunk · trunk fails · since");
        assertThat(rows("#waiting")).anySatisfy(row -> assertThat(row).contains("telecom/2", "7"));
        assertThat(text("#troubled-count")).isEqualTo("in trouble: 3");
        seen("#callbacks", "at once · Waiting for: a free agent");
        assertThat(rows("#callbacks").getFirst()).contains("Ticket").doesNotContain("Number");
        seen("#tickets", "customer not reached");
        assertThat(text("#tickets")).contains("ring again", "told otherwise", "accept");
        seen("#unreached", "+8613500000033");
        assertThat(text("#unreached-count")).isEqualTo("1");
        assertThat(text("#unreached")).contains("zhou", "because");
        browser.findElement(By.cssSelector("#unreached button")).click();
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> browser.switchTo().alert().sendKeys("a letter was sent"));
        browser.switchTo().alert().accept();
        await().atMost(SOON)
                .until(() -> !browser.findElement(By.id("unreached-box")).isDisplayed());
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/callbacks/" + new UUID(32, 3))
                        .text())
                .contains("a letter was sent");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void who_is_held_up_by_a_pause_is_shown_with_what_is_paused_and_until_when() {
        desk.neighbours.callbacks.plan(
                new CallbackRequest(
                        new CallbackId(new UUID(33, 1)),
                        new CallbackSubject("ticket:none"),
                        new PhoneNumber.Known("+8613500000033"),
                        CallbackReason.SURVEY,
                        Instant.EPOCH),
                Optional.empty(),
                "4001");
        pausing("pause", "'until':'2026-11-23T05:00:00Z',");
        open("en-US");
        logIn(PASSWORD);

        seen("#callbacks", "Waiting for: the end of a pause (hotline 4001 Until ");
        seen("#pauses", "hotline · 4001 · its announcement is changed");
        assertThat(rows("#waiting")).anySatisfy(row -> assertThat(row).contains("7 · paused 3"));

        pausing("resume", "");
        await().atMost(SOON).untilAsserted(() -> assertThat(text("#callbacks")).doesNotContain("the end of a pause"));
        assertThat(complaints()).isEmpty();
    }

    private static void pausing(String what, String more) {
        String body = "{'scope':'hotline','name':'4001'," + more + "'reason':'its announcement is changed'}";
        assertThat(desk.post(Role.SUPERVISOR, "/api/v1/callbacks/" + what, body.replace('\'', '"'))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_login_that_was_ended_elsewhere_is_shown_the_door() {
        open("en-US");
        logIn(PASSWORD);
        seen("#status", "live");
        desk.as(token(), "POST", "/api/v1/logout", "");
        seen("#refused", "no longer logged in");
    }

    private void open(String language) {
        var options = new ChromeOptions()
                .setBinary("/usr/bin/chromium")
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1000")
                .setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .build();
        browser = new ChromeDriver(service, options);
        browser.get(desk.at("/").toString());
        await().atMost(SOON)
                .until(() -> browser.findElement(By.id("by-password")).isDisplayed());
    }

    private void logIn(String password) {
        WebElement name = browser.findElement(By.id("name"));
        name.clear();
        name.sendKeys("li");
        browser.findElement(By.id("password")).sendKeys(password);
        browser.findElement(By.id("log-in")).click();
    }

    private String token() {
        return String.valueOf(
                ((JavascriptExecutor) browser).executeScript("return sessionStorage.getItem('hearback.token')"));
    }

    private void seen(String where, String what) {
        await().atMost(SOON).untilAsserted(() -> assertThat(text(where)).contains(what));
    }

    private String text(String where) {
        return browser.findElement(By.cssSelector(where)).getText();
    }

    /// All in one look: the page may draw its rows anew between two.
    private List<String> rows(String table) {
        Object rows = ((JavascriptExecutor) browser)
                .executeScript(
                        "return Array.from(document.querySelectorAll(arguments[0]), row => row.innerText)",
                        table + " tr");
        return ((List<?>) Objects.requireNonNull(rows))
                .stream().map(String::valueOf).toList();
    }

    /// Beside the answers that a test asks for.
    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(line -> !line.contains("/api/v1/login"))
                .toList();
    }
}
