package hearback.recording.flow;

/// The recording folder itself cannot be reached: not mounted, no rights. That says nothing about any one file.
public final class FolderAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FolderAway(String why) {
        super(why);
    }
}
