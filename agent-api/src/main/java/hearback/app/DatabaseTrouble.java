package hearback.app;

import java.sql.SQLException;
import java.util.Optional;

/// Why a PostgreSQL cannot be used, in words an operator can act on. Never the password.
///
/// @param place `host:port`
record DatabaseTrouble(String place, String user, String database) {
    private static final String SETTING = "DATABASE_URL (database.url)";
    private static final int OLDEST = 150_000;
    private static final String FORM = "postgresql://user:password@host:port/database";

    /// It may answer in a moment: nobody listens, or it is just starting (SQLSTATE class 08 and 57P03).
    static boolean mayPass(SQLException trouble) {
        var state = state(trouble);
        return state.startsWith("08") || state.equals("57P03");
    }

    String words(SQLException trouble) {
        return switch (state(trouble)) {
            case "28P01", "28000" ->
                "PostgreSQL at " + place + " refuses user " + user + " (" + said(trouble)
                        + "). Correct user and password in " + SETTING + ", " + FORM
                        + ", with special characters as %XX; or let the user in there (pg_hba.conf)";
            case "3D000" ->
                "PostgreSQL at " + place + " has no database " + database + ". Create it there (create database "
                        + database + " owner " + user + " encoding 'UTF8'), or name another in " + SETTING;
            case "42501" ->
                "PostgreSQL at " + place + " does not allow user " + user + " to use database " + database + " ("
                        + said(trouble) + "). Run there: alter database " + database + " owner to " + user;
            case "53300" ->
                "PostgreSQL at " + place + " has no connection left (" + said(trouble)
                        + "). Raise max_connections there, or lower database.pool-size";
            default ->
                mayPass(trouble)
                        ? "PostgreSQL at " + place + " does not answer (" + said(trouble) + "). Start it, correct "
                                + SETTING + ", or leave that empty for a PostgreSQL of our own"
                        : "PostgreSQL at " + place + " cannot be used (" + said(trouble) + "), see " + SETTING;
        };
    }

    /// @param version as `server_version_num`
    Optional<String> unfit(int version, String encoding, boolean standby, boolean maySetUp) {
        if (version < OLDEST) {
            return Optional.of("PostgreSQL at " + place + " is version " + version / 10_000
                    + "; 15 or later is needed. Upgrade it, or name another in " + SETTING);
        }
        if (standby) {
            return Optional.of(
                    "PostgreSQL at " + place + " is a standby and cannot be written. Name the primary in " + SETTING);
        }
        if (!encoding.equals("UTF8")) {
            return Optional.of("database " + database + " at " + place + " has encoding " + encoding
                    + "; UTF8 is needed. Create another there (create database hearback owner " + user
                    + " encoding 'UTF8' template template0) and name it in " + SETTING);
        }
        return maySetUp
                ? Optional.empty()
                : Optional.of("user " + user + " may not create schemas in database " + database + " at " + place
                        + ". Run there: alter database " + database + " owner to " + user);
    }

    private static String state(SQLException trouble) {
        return Optional.ofNullable(trouble.getSQLState()).orElse("");
    }

    private static String said(SQLException trouble) {
        Throwable last = trouble;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        var own = String.valueOf(trouble.getMessage()).lines().findFirst().orElse("");
        return last.equals(trouble) ? own : own + " " + last;
    }
}
