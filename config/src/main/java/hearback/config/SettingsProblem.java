package hearback.config;

/// One thing that is wrong with the settings.
///
/// @param key full path of the key in the settings file, `hearback.http.port`; inside a record only the record's own
/// part
/// @param reason what is wrong and what would be right; never a secret's value
public record SettingsProblem(String key, String reason) {
    SettingsProblem under(String section) {
        return new SettingsProblem(key.isEmpty() ? section : section + "." + key, reason);
    }

    @Override
    public String toString() {
        return key + ": " + reason;
    }
}
