package hearback.telephony.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PreviewWish;
import hearback.telephony.flow.PreviewWishes;
import hearback.telephony.flow.PreviewWishes.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What everything that carries wishes from node to node must do.
public abstract class PreviewWishesContract {
    private static final ServerName MAIN = new ServerName("main");
    private static final ServerName OTHER = new ServerName("other");
    private static final AgentId AGENT = new AgentId("1001");
    private static final AttemptId ATTEMPT = AttemptId.ofAgentFirst(new CallbackId(new UUID(0, 1)), 1);
    protected static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private PreviewWishes wishes;

    protected abstract PreviewWishes empty();

    /// Somebody holds the line under this fence.
    protected abstract void held(ServerName server, long fence);

    /// Nobody does any more.
    protected abstract void heldByNobody(ServerName server);

    @BeforeEach
    void begin() {
        wishes = empty();
        held(MAIN, 7);
        held(OTHER, 7);
    }

    @Test
    void what_was_put_is_taken_once_as_it_was_put_the_one_whose_time_is_over_first_before_others() {
        var next = wish(1, MAIN, new PreviewWish.What.Next(AGENT), NOW.plus(PATIENCE));
        var start = wish(2, MAIN, new PreviewWish.What.Start(ATTEMPT, AGENT), NOW.plusSeconds(1));
        var back = wish(3, MAIN, new PreviewWish.What.HandBack(ATTEMPT, AGENT, "speaks Cantonese"), NOW.plusSeconds(2));
        assertThat(Stream.of(next, start, back)).allMatch(wishes::put);

        assertThat(wishes.take(line(MAIN, 7), NOW)).containsExactly(start, back, next);
        assertThat(wishes.take(line(MAIN, 7), NOW)).isEmpty();
    }

    @Test
    void a_wish_is_for_one_line_and_for_whoever_holds_it_now() {
        var wish = put(1);

        assertThat(wishes.take(line(OTHER, 7), NOW)).isEmpty();
        held(MAIN, 8);
        assertThat(wishes.take(line(MAIN, 7), NOW)).isEmpty();
        assertThat(wishes.take(line(MAIN, 8), NOW)).containsExactly(wish);
    }

    @Test
    void nothing_is_put_while_nobody_holds_the_line() {
        heldByNobody(MAIN);
        var wish = wish(1, MAIN, new PreviewWish.What.Next(AGENT), NOW.plus(PATIENCE));

        assertThat(wishes.put(wish)).isFalse();
        held(MAIN, 8);
        assertThat(wishes.take(line(MAIN, 8), NOW)).isEmpty();
    }

    @Test
    void what_is_over_is_not_taken() {
        var wish = put(1);

        assertThat(wishes.take(line(MAIN, 7), wish.until())).isEmpty();
        assertThat(wishes.end(wish.id())).isEqualTo(new Ending.Untaken());
    }

    @Test
    void what_was_ended_before_anybody_took_it_is_never_taken() {
        var wish = put(1);

        assertThat(wishes.end(wish.id())).isEqualTo(new Ending.Untaken());
        assertThat(wishes.take(line(MAIN, 7), NOW)).isEmpty();
    }

    @Test
    void what_was_taken_and_not_answered_ends_as_taken_and_an_answer_comes_too_late() {
        var wish = put(1);
        assertThat(wishes.take(line(MAIN, 7), NOW)).hasSize(1);
        assertThat(wishes.isAnswered(wish.id())).isFalse();

        assertThat(wishes.end(wish.id())).isEqualTo(new Ending.Taken());
        wishes.answer(wish.id(), new PreviewWish.Answer.Done());
        assertThat(wishes.isAnswered(wish.id())).isFalse();
    }

    @Test
    void each_answer_comes_back_as_it_was_given() {
        var answers = List.of(
                new PreviewWish.Answer.Offered(ATTEMPT, NOW.plusSeconds(120)),
                new PreviewWish.Answer.NothingDue(),
                new PreviewWish.Answer.Done(),
                new PreviewWish.Answer.Refused("it was started already"),
                new PreviewWish.Answer.NotNow("agent 1001 is not free"));
        for (var answer : answers) {
            var wish = put(answers.indexOf(answer));
            assertThat(wishes.take(line(MAIN, 7), NOW)).containsExactly(wish);
            wishes.answer(wish.id(), answer);

            assertThat(wishes.isAnswered(wish.id())).isTrue();
            assertThat(wishes.end(wish.id())).isEqualTo(new Ending.Answered(answer));
        }
    }

    @Test
    void of_two_who_take_at_once_each_wish_is_one_s() throws Exception {
        var put = Stream.iterate(1, one -> one + 1).limit(40).map(this::put).toList();

        var taken = new ArrayList<PreviewWish>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<PreviewWish>> take = () -> wishes.take(line(MAIN, 7), NOW);
            for (var one : threads.invokeAll(List.of(take, take))) {
                taken.addAll(one.get());
            }
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(put);
    }

    protected final PreviewWish put(int number) {
        var wish = wish(number, MAIN, new PreviewWish.What.Next(AGENT), NOW.plus(PATIENCE));
        assertThat(wishes.put(wish)).isTrue();
        return wish;
    }

    protected static LineLease.Held line(ServerName server, long fence) {
        return new LineLease.Held(server, fence, Instant.MAX);
    }

    private static PreviewWish wish(int number, ServerName server, PreviewWish.What what, Instant until) {
        return new PreviewWish(new UUID(9, number), server, what, until);
    }
}
