package hearback.telephony.callback;

/// What was said in the customer's place: the network's announcement in early media, or a machine that answered. Kept
/// beside the network's cause, which is often bland: most mobile networks in China speak and then say 480.
///
/// Source: faults.md 2.6 with its consequences (a) and (b).
///
/// @param said what it said
/// @param by how we know
/// @param confidence 0 to 1; 1 where it was told and not guessed
public record Announcement(AnnouncementClass said, Source by, double confidence) {
    /// From here on an outcome goes by what was announced, below it by the network's cause. A wrong class costs
    /// more than none: a customer who was heard as an empty number is not rung any more. Source: ours; what the
    /// recogniser says of the same announcement in noise lies above it, what it says of any other below.
    public static final double SURE = 0.8;

    public Announcement {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("not a confidence: " + confidence);
        }
    }

    /// Whether an outcome may go by it.
    public boolean isSure() {
        return confidence >= SURE && said != AnnouncementClass.UNRECOGNISED;
    }

    /// How an announcement is known. What the network says by its code is no announcement: it is the cause.
    public enum Source {
        /// Early media was compared with reference sounds.
        SOUND,
        /// The dialplan told it by the cause with which it hung up.
        DIALPLAN
    }
}
