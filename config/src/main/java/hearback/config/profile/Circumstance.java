package hearback.config.profile;

/// What is ticked at intake because it makes a complaint weigh more (S1-19, S2-45, S3-62).
public enum Circumstance {
    /// The customer wants compensation.
    COMPENSATION,
    SAFETY,
    LARGE_LOSS,
    /// Repaired again and again.
    REPEATED_REPAIR,
    MEDIA,
    LAWYER,
    POLICE,
    CONSUMER_ASSOCIATION,
    /// Government, regulator, authority of the trade.
    AUTHORITY,
    EXPOSURE_LIKELY,
    LAWSUIT_LIKELY,
    EXTREME_ACTION_LIKELY,
    WELL_KNOWN_PERSON,
    HOT_TOPIC,
    REPUTATION,
    /// Somebody who cannot help himself well.
    VULNERABLE,
    /// A key industrial or commercial customer.
    KEY_CUSTOMER
}
