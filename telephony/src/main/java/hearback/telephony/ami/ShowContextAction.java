package hearback.telephony.ami;

import org.asteriskjava.manager.action.AbstractManagerAction;

/// Asks for one extension of one context of the dialplan; the library's own action asks for all of it. Each priority
/// comes as an event, but that there is none is said in the answer.
public final class ShowContextAction extends AbstractManagerAction {
    private static final long serialVersionUID = 1L;

    private final String context;
    private final String extension;

    ShowContextAction(String context, String extension) {
        this.context = ActionText.checked("Context", context);
        this.extension = ActionText.checked("Extension", extension);
    }

    @Override
    public String getAction() {
        return "ShowDialPlan";
    }

    /// Read by the library, by its name.
    public String getContext() {
        return context;
    }

    /// Read by the library, by its name.
    public String getExtension() {
        return extension;
    }
}
