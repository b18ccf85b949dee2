package hearback.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Who is to be rung back and which blows fall meanwhile, drawn from one seed. All numbers are invented; the last
/// digit says how the customer answers.
record NodesPlan(List<String> numbers, List<Blow> blows) {
    /// Two of five answer; the others are busy, let it ring, have switched off, reject.
    private static final List<Integer> KINDS = List.of(0, 2, 0, 3, 4, 0, 2, 6, 0, 4);

    /// What is done to the nodes.
    enum Kind {
        /// SIGKILL; started again a moment later.
        KILL,
        /// SIGSTOP; SIGCONT a moment later.
        FREEZE,
        /// Both AMI connections of the node end, in both directions.
        CUT_AMI,
        /// PostgreSQL ends every session of the node.
        CUT_DATABASE
    }

    /// @param afterRung falls when customers have been rung so often
    /// @param onHolder on the node that has the line then, otherwise on the other
    /// @param length until the node is started again or goes on; nothing for a cut
    record Blow(int afterRung, Kind kind, boolean onHolder, Duration length) {}

    static NodesPlan of(int callbacks, int blows, Random chance) {
        List<String> numbers = new ArrayList<>();
        for (int one = 0; one < callbacks; one++) {
            numbers.add("138%07d%d".formatted(4_000_000 + one, KINDS.get(one % KINDS.size())));
        }
        List<Blow> drawn = new ArrayList<>();
        for (int one = 0; one < blows; one++) {
            // Spread over nine tenths of the callbacks, each somewhere in its own part.
            int after = (int) ((one + chance.nextDouble()) * callbacks * 9 / 10 / blows);
            Kind kind = Kind.values()[(one + chance.nextInt(2)) % Kind.values().length];
            drawn.add(new Blow(after, kind, chance.nextInt(3) > 0, length(kind, chance)));
        }
        return new NodesPlan(List.copyOf(numbers), List.copyOf(drawn));
    }

    private static Duration length(Kind kind, Random chance) {
        return switch (kind) {
            case KILL -> Duration.ofMillis(200 + chance.nextInt(2_800));
            case FREEZE -> Duration.ofMillis(1_000 + chance.nextInt(9_000));
            case CUT_AMI, CUT_DATABASE -> Duration.ZERO;
        };
    }
}
