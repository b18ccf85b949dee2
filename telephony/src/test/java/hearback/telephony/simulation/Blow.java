package hearback.telephony.simulation;

/// What can hit the world.
enum Blow {
    /// A process dies at a step, and comes back later.
    KILL,
    /// A process stands still at a step, its connections stay.
    FREEZE,
    /// A node does not reach the store; the first answer is lost before or after the commit.
    STORE_CUT,
    /// A node loses its connections to a server.
    LINE_CUT,
    /// The wall clock of a node is set, or stands.
    NODE_CLOCK,
    /// The clock of a server is set.
    SERVER_CLOCK,
    /// A server dies with all its channels, and comes back.
    SERVER_CRASH,
    /// The trunk of a server takes no calls.
    TRUNK_OUTAGE
}
