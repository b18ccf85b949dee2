package hearback.telephony.ami;

import java.util.List;

/// Decides what of the manager stream reaches Asterisk-Java. Called on its reader's thread; may hold it up, and so,
/// through TCP, the server.
interface BlockGate {
    /// What is passed on of this block; empty when nothing.
    ///
    /// @param block the lines of one event or answer, in order, without the empty line that ends it; not empty
    List<String> through(List<String> block);
}
