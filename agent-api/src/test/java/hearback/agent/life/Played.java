package hearback.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.clock.Clock;
import hearback.config.ShippedProfiles;
import hearback.config.profile.Channel;
import hearback.config.profile.Intake;
import hearback.config.profile.Post;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/// A ticket that is played step by step with a shipped profile. Times are Shanghai's. All people are invented.
final class Played {
    static final Actor AGENT = Actor.at(Post.AGENT, "lin");
    static final Actor DISPATCHER = Actor.at(Post.DISPATCHER, "zhao");
    static final Actor OTHER_DISPATCHER = Actor.at(Post.DISPATCHER, "qian");
    static final Actor SUPERVISOR = Actor.at(Post.SUPERVISOR, "sun");
    static final Actor FOLLOW_UP = Actor.at(Post.FOLLOW_UP, "wu");
    static final Actor QUALITY = Actor.at(Post.QUALITY, "zheng");
    static final Actor NETWORK = Actor.of("network", "wang");
    static final Actor REPAIR = Actor.of("repair", "feng");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]");
    private static final Map<String, Profile> PROFILES = new ConcurrentHashMap<>();

    private final Profile profile;
    private Instant now;
    private TicketLife life;

    private Played(Profile profile, Instant now, TicketLife life) {
        this.profile = profile;
        this.now = now;
        this.life = life;
    }

    static Profile profile(String name) {
        return PROFILES.computeIfAbsent(name, ShippedProfiles::read);
    }

    static Instant time(String text) {
        return LocalDateTime.parse(text, TIME)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
    }

    static String text(Instant time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
                .withZone(ZoneId.of("Asia/Shanghai"))
                .format(time);
    }

    /// A hotline call that opened a ticket.
    static Played called(String profile, String at) {
        return opened(profile(profile), Actor.ITSELF, time(at), Channel.PHONE);
    }

    static Played opened(Profile profile, Actor actor, Instant at, Channel channel) {
        var registered = new IntakeFact.Registered(channel, Optional.of("4001"), at);
        var decision = Decide.opening(profile, actor, at, registered, List.of());
        var facts = ((Decision.Accepted) decision).facts();
        return new Played(profile, at, new TicketLife(steps(List.of(), facts, actor, at)));
    }

    private static List<Step> steps(List<Step> before, List<Fact> facts, Actor actor, Instant at) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            int ordinal = before.size() + i + 1;
            steps.add(new Step(ordinal, at, i == 0 ? actor : Actor.ITSELF, "cause " + ordinal, facts.get(i)));
        }
        return steps;
    }

    Played at(String time) {
        now = time(time);
        return this;
    }

    Played does(Actor actor, Fact fact) {
        assertThat(propose(actor, fact)).isInstanceOf(Decision.Accepted.class);
        return this;
    }

    Played refuses(Actor actor, Fact fact, Refusal why) {
        return refuses(actor, fact, why, Map.of());
    }

    Played refuses(Actor actor, Fact fact, Refusal why, Map<String, String> values) {
        TicketLife before = life;
        Decision decision = propose(actor, fact);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        Decision.Refused refused = (Decision.Refused) decision;
        assertThat(refused.why()).isEqualTo(why);
        SortedMap<String, String> told = refused.values();
        assertThat(told).containsAllEntriesOf(values);
        assertThat(life).isEqualTo(before);
        return this;
    }

    Decision propose(Actor actor, Fact fact) {
        Decision decision = Decide.on(profile, life, actor, now, fact);
        if (decision instanceof Decision.Accepted accepted) {
            life = life.with(steps(life.steps(), accepted.facts(), actor, now));
        }
        return decision;
    }

    /// Written down as far as the dispatcher.
    Played submitted(String at) {
        return at(at).does(
                        AGENT,
                        new IntakeFact.Described(Map.of(
                                Intake.Field.CONTENT, "no internet since yesterday",
                                Intake.Field.COMPLAINANT_NAME, "a customer",
                                Intake.Field.CONTACT, "+8613900000001",
                                Intake.Field.DEMAND, "repair",
                                Intake.Field.KEY, "plate 0")))
                .does(AGENT, new IntakeFact.Submitted());
    }

    static OrderFact.Dispatched to(Actor department) {
        return new OrderFact.Dispatched(
                0,
                department.department().orElseThrow(),
                department.name(),
                Optional.of("second"),
                false,
                "look into it");
    }

    TicketLife life() {
        return life;
    }

    Profile profile() {
        return profile;
    }

    Instant now() {
        return now;
    }

    Played stands(Stage stage) {
        assertThat(life.stage()).isEqualTo(stage);
        return this;
    }

    Clock clock(String id) {
        return clock(id, 0);
    }

    /// @param nth of this name, from 0
    Clock clock(String id, int nth) {
        return life.clocks(profile).stream()
                .filter(clock -> clock.rule().id().text().equals(id))
                .skip(nth)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no clock " + id));
    }

    Played clockIs(String id, int nth, String due, Clock.Verdict verdict) {
        Clock clock = clock(id, nth);
        assertThat(clock.due()).as("due of %s", id).isEqualTo(time(due));
        assertThat(clock.verdict(now)).as("verdict of %s", id).isEqualTo(verdict);
        return this;
    }
}
