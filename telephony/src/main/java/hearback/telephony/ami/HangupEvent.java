package hearback.telephony.ami;

import org.jspecify.annotations.Nullable;

/// Hangup with `TechCause`, the SIP status of the far end's answer, which Asterisk sends since 22 and the library's own
/// event drops with a warning for every call.
public final class HangupEvent extends org.asteriskjava.manager.event.HangupEvent {
    private static final long serialVersionUID = 1L;

    private @Nullable String techCause;

    public HangupEvent(Object source) {
        super(source);
    }

    public @Nullable String getTechCause() {
        return techCause;
    }

    /// Called by the library for the header of this name.
    public void setTechCause(String techCause) {
        this.techCause = techCause;
    }
}
