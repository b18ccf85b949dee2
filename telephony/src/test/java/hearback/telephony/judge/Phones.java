package hearback.telephony.judge;

import java.util.Set;

/// The numbers of a callback, each called by its place.
///
/// @param many how many there are
/// @param barred which of them must not be rung
record Phones(int many, Set<Integer> barred) {
    static final Phones ONE = new Phones(1, Set.of());
}
