package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.LegId;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.testing.InMemoryCallLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FollowOnceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final ServerName MAIN = new ServerName("main");
    private static final LegId LEG = new LegId(MAIN, "1795313984.2");
    private final CallReader reader = new CallReader(
            new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk")), PhoneNumber.Unknown::new);
    private final InMemoryCallLog log = new InMemoryCallLog(reader);
    private final Places places = new Places();
    private final List<String> told = new ArrayList<>();

    @Test
    void every_fact_is_told_once_in_order_and_the_place_is_kept() {
        store(new CallFact.LegRang(NOW, LEG), new CallFact.LegAnswered(NOW, LEG));
        assertThat(follower("one", news -> told.add(news.fact().key())).runOnce())
                .isEqualTo(2);
        assertThat(follower("one", news -> told.add(news.fact().key())).runOnce())
                .isZero();

        assertThat(told).containsExactly("rang 1795313984.2", "answered 1795313984.2");
    }

    @Test
    void a_follower_that_throws_is_told_the_same_fact_again_and_nothing_before_it() {
        store(new CallFact.LegRang(NOW, LEG), new CallFact.LegAnswered(NOW, LEG), new CallFact.Ended(NOW));
        FollowOnce stumbling = follower("one", news -> {
            told.add(news.fact().key());
            if (news.fact() instanceof CallFact.LegAnswered && told.size() == 2) {
                throw new IllegalStateException("stumbled");
            }
        });

        assertThatThrownBy(stumbling::runOnce).hasMessage("stumbled");
        assertThat(stumbling.runOnce()).isEqualTo(2);
        assertThat(told).containsExactly("rang 1795313984.2", "answered 1795313984.2", "answered 1795313984.2", "over");
    }

    @Test
    void of_calls_that_are_told_at_once_each_is_told_in_order_and_none_waits_for_another() throws Exception {
        var another = new LegId(MAIN, "1795313984.7");
        store(new CallFact.LegRang(NOW, LEG), new CallFact.Ended(NOW));
        store(CallId.bornOf(another), new CallFact.LegRang(NOW, another), new CallFact.Ended(NOW));
        var bothRang = new CyclicBarrier(2);
        var heard = new ConcurrentHashMap<CallId, List<String>>();

        int facts = follower("one", atOnce(news -> {
                    heard.computeIfAbsent(news.call().id(), _ -> new ArrayList<>())
                            .add(news.fact().key());
                    if (news.fact() instanceof CallFact.LegRang) {
                        bothRang.await(30, TimeUnit.SECONDS);
                    }
                }))
                .runOnce();

        assertThat(facts).isEqualTo(4);
        assertThat(heard)
                .containsEntry(CallId.bornOf(LEG), List.of("rang 1795313984.2", "over"))
                .containsEntry(CallId.bornOf(another), List.of("rang 1795313984.7", "over"));
        assertThat(places.placeOf("one")).isEqualTo(4);
    }

    @Test
    void of_calls_that_are_told_at_once_nothing_after_the_first_that_failed_counts_as_told() {
        var another = new LegId(MAIN, "1795313984.7");
        store(new CallFact.LegRang(NOW, LEG));
        store(CallId.bornOf(another), new CallFact.LegRang(NOW, another));
        store(new CallFact.Ended(NOW));
        var heard = Collections.synchronizedList(new ArrayList<String>());
        var stumbling = follower("one", atOnce(news -> {
            heard.add(news.fact().key());
            if (news.call().id().equals(CallId.bornOf(another)) && places.placeOf("one") == 0) {
                throw new IllegalStateException("stumbled");
            }
        }));

        assertThatThrownBy(stumbling::runOnce).hasMessage("stumbled");
        assertThat(places.placeOf("one")).isEqualTo(1);
        assertThat(heard).containsExactlyInAnyOrder("rang 1795313984.2", "rang 1795313984.7", "over");
        assertThat(stumbling.runOnce()).isEqualTo(2);
        assertThat(heard).hasSize(5);
    }

    @Test
    void each_follower_has_a_place_of_its_own_and_a_new_one_starts_at_the_first_fact() {
        store(new CallFact.LegRang(NOW, LEG));
        assertThat(follower("one", news -> {}).runOnce()).isEqualTo(1);

        assertThat(follower("two", news -> {}).runOnce()).isEqualTo(1);
    }

    private FollowOnce follower(String name, CallFollower follower) {
        return new FollowOnce(name, follower, log, places, reader, Hands.MANY);
    }

    private interface Heard {
        void on(CallFollower.CallNews news) throws Exception;
    }

    private static CallFollower atOnce(Heard heard) {
        return new CallFollower() {
            @Override
            public void on(CallNews news) {
                try {
                    heard.on(news);
                } catch (RuntimeException thrown) {
                    throw thrown;
                } catch (Exception thrown) {
                    throw new IllegalStateException(thrown);
                }
            }

            @Override
            public boolean takesCallsAtOnce() {
                return true;
            }
        };
    }

    private void store(CallFact... facts) {
        store(CallId.bornOf(LEG), facts);
    }

    private void store(CallId call, CallFact... facts) {
        var _ = log.append(
                new LineLease.Held(MAIN, 1, NOW.plusSeconds(60)),
                List.of(facts).stream()
                        .map(fact -> new CallLog.NewFact(call, fact))
                        .toList());
    }

    private static final class Places implements FollowerPlaces {
        private final Map<String, Long> kept = new HashMap<>();

        @Override
        public long placeOf(String follower) {
            return kept.getOrDefault(follower, 0L);
        }

        @Override
        public void save(String follower, long place) {
            kept.merge(follower, place, Math::max);
        }
    }
}
