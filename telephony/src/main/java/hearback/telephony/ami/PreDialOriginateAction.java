package hearback.telephony.ami;

import org.asteriskjava.manager.action.OriginateAction;
import org.jspecify.annotations.Nullable;

/// An Originate that may do something on the new channel before it is dialled, which the library does not know of.
///
/// Source: `PreDialGoSub` of Originate (main/manager.c, seen with Asterisk 22.10.1).
public final class PreDialOriginateAction extends OriginateAction {
    private static final long serialVersionUID = 1L;

    private final String preDial;

    /// @param preDial `context,exten,priority`; empty: nothing
    PreDialOriginateAction(String preDial) {
        this.preDial = preDial;
    }

    /// Read by the library, by its name; without a value it sends none.
    public @Nullable String getPreDialGoSub() {
        return preDial.isEmpty() ? null : preDial;
    }
}
