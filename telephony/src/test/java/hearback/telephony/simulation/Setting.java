package hearback.telephony.simulation;

/// How big a world is and what is wrong with its engine.
///
/// @param callbacks that are asked for
/// @param blows about so many
/// @param nodes processes
record Setting(int callbacks, int blows, int nodes, Mistake mistake) {
    Setting {
        if (callbacks < 1 || blows < 0 || nodes < 1) {
            throw new IllegalArgumentException(
                    "not a world: " + callbacks + " callbacks, " + blows + " blows, " + nodes + " nodes");
        }
    }

    Setting with(int otherNodes) {
        return new Setting(callbacks, blows, otherNodes, mistake);
    }

    Setting with(Mistake made) {
        return new Setting(callbacks, blows, nodes, made);
    }
}
