package hearback.telephony.simulation;

import hearback.telephony.call.ServerName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Strikes where something goes on: within a minute of a dial, at a step of a node, or at a server.
final class Blows {
    /// Dials that come of a callback, about: so many blows fall on each.
    private static final double DIALS = 2.4;
    /// Pauses of a world, about.
    private static final double PAUSES = 5;
    /// Steps worth dying at; a blow waits for one of them, or takes what comes.
    private static final List<String> STEPS = List.of(
            "claimDue",
            "release",
            "dial",
            "settle",
            "takeBack",
            "markUnknown",
            "append",
            "hold",
            "save",
            "unsettled",
            "findByAttempt",
            "");

    private final World world;
    private final Instant until;
    private final RandomGenerator chance;
    private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
    private final List<Strike> strikes = new ArrayList<>();

    /// @param until it was over, by itself
    record Strike(Blow blow, Instant from, Instant until) {}

    Blows(World world, Instant until) {
        this.world = world;
        this.until = until;
        this.chance = world.chance();
    }

    Map<Blow, Integer> struck() {
        return struck;
    }

    List<Strike> strikes() {
        return List.copyOf(strikes);
    }

    void count(Blow blow, Duration length) {
        struck.merge(blow, 1, Integer::sum);
        var now = world.baton().now();
        strikes.add(new Strike(blow, now, now.plus(length)));
    }

    void maybe() {
        var setting = world.setting();
        if (chance.nextDouble() < setting.blows() / (setting.callbacks() * DIALS)
                && world.baton().now().isBefore(until)) {
            world.baton().in(Duration.ofMillis(chance.nextInt(40_000)), this::strike);
        }
        if (chance.nextDouble() < PAUSES / (setting.callbacks() * DIALS)
                && world.baton().now().isBefore(until)) {
            var line = chance.nextBoolean() ? Optional.of(server().name()) : Optional.<ServerName>empty();
            world.supervisor().pause(line, millis(20_000, 600_000), chance.nextBoolean());
        }
        if (chance.nextInt(60) == 0) {
            server().agents(chance.nextInt(0, 9));
        }
    }

    private void strike() {
        var node = world.nodes().get(chance.nextInt(world.nodes().size()));
        var blow = draw();
        switch (blow) {
            case KILL, FREEZE, STORE_CUT ->
                node.aim(blow, STEPS.get(chance.nextInt(STEPS.size())), chance.nextBoolean(), length(blow));
            case LINE_CUT -> cut(node, server(), length(blow));
            case NODE_CLOCK -> {
                node.setWallClock(error(), chance.nextInt(3) == 0);
                done(blow, Duration.ZERO, node.name());
            }
            case SERVER_CLOCK -> {
                var server = server();
                server.setClock(chance.nextInt(3) == 0 ? Duration.ZERO : error());
                done(blow, Duration.ZERO, server.name().text());
            }
            case SERVER_CRASH -> {
                var server = server();
                if (server.isUp()) {
                    var length = length(blow);
                    server.crash(length);
                    done(blow, length, server.name().text());
                }
            }
            case TRUNK_OUTAGE -> {
                var server = server();
                var length = length(blow);
                server.failTrunk(length, List.of(503, 403, 0).get(chance.nextInt(3)));
                done(blow, length, server.name().text());
            }
        }
    }

    private void cut(Node node, ScriptedAsterisk server, Duration length) {
        world.engine(node).ifPresent(engine -> {
            int which = chance.nextInt(3);
            if (which != 0) {
                engine.ear(server.name()).cut(length);
            }
            if (which != 1) {
                engine.orders(server.name()).cut(length);
            }
            done(Blow.LINE_CUT, length, node.name() + " " + server.name() + " " + length);
        });
    }

    private void done(Blow blow, Duration length, String where) {
        count(blow, length);
        world.history().note(world.baton().now(), where, blow.name());
    }

    private ScriptedAsterisk server() {
        return world.servers().get(chance.nextInt(world.servers().size()));
    }

    private Blow draw() {
        int draw = chance.nextInt(100);
        if (draw < 22) {
            return Blow.KILL;
        } else if (draw < 46) {
            return Blow.FREEZE;
        } else if (draw < 62) {
            return Blow.STORE_CUT;
        } else if (draw < 79) {
            return Blow.LINE_CUT;
        } else if (draw < 86) {
            return Blow.NODE_CLOCK;
        } else if (draw < 91) {
            return Blow.SERVER_CLOCK;
        }
        return draw < 96 ? Blow.SERVER_CRASH : Blow.TRUNK_OUTAGE;
    }

    private Duration length(Blow blow) {
        return switch (blow) {
            case KILL -> millis(500, chance.nextInt(10) == 0 ? 900_000 : 30_000);
            case FREEZE -> freeze();
            case STORE_CUT, LINE_CUT -> millis(300, chance.nextInt(5) == 0 ? 120_000 : 15_000);
            case SERVER_CRASH -> millis(2_000, 60_000);
            case TRUNK_OUTAGE -> millis(20_000, 2_400_000);
            case NODE_CLOCK, SERVER_CLOCK -> Duration.ZERO;
        };
    }

    /// Some shorter than the lease, some longer than an attempt is looked for, one in thirty longer than the gap.
    private Duration freeze() {
        int draw = chance.nextInt(30);
        if (draw < 10) {
            return millis(200, 4_000);
        } else if (draw < 20) {
            return millis(5_000, 12_000);
        } else if (draw < 26) {
            return millis(12_000, 120_000);
        }
        return draw < 29 ? millis(120_000, 1_500_000) : millis(9_000_000, 14_000_000);
    }

    private Duration error() {
        var most = List.of(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1));
        var error = most.get(chance.nextInt(most.size()));
        return chance.nextBoolean() ? error : error.negated();
    }

    private Duration millis(int from, int to) {
        return Duration.ofMillis(chance.nextInt(from, to));
    }
}
