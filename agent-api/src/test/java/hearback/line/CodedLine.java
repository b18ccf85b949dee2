package hearback.line;

import hearback.app.OwnPostgres;
import java.nio.file.Path;
import java.util.Map;

/// A service in a process of its own with a database of its own, on an Asterisk behind whose trunk are
/// [CodedCustomers]: everything that a test of ringing kills, freezes or counts at.
final class CodedLine implements AutoCloseable {
    private final Started started = new Started();
    final CodedCustomers customers;
    final Pbx pbx;
    final OwnPostgres postgres;
    final ServiceProcess service;
    final Api api;

    /// Returns when the line is heard.
    ///
    /// @param folder where all of it lives
    static CodedLine start(Path folder, Before before) {
        return new CodedLine(folder, before);
    }

    private CodedLine(Path folder, Before before) {
        try {
            customers = started.kept(CodedCustomers.start(folder));
            pbx = started.kept(Pbx.start(folder, customers.behindTheTrunk()));
            postgres = started.kept(OwnPostgres.start(folder, Clone.freePorts(1).getFirst()));
            Map<String, String> environment = ServiceSettings.inAHurry(pbx, folder);
            environment.put("DATABASE_URL", postgres.url());
            before.theServiceStarts(customers, pbx, environment);
            service = started.kept(ServiceProcess.start(folder, environment));
            api = service.api();
            api.untilTheLineIsHeard();
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /// After a kill; returns when the line is heard again.
    void startAgain() {
        service.startAgain();
        api.untilTheLineIsHeard();
    }

    /// Asks for a callback to a number of its own.
    ///
    /// @param number of eleven digits; its last four say what the customer does
    AskedCallback ask(String number) {
        return AskedCallback.of(number, api);
    }

    /// How often the customer's telephone was called, as he says at the far end.
    long calls(AskedCallback callback) {
        return customers.callsTo(callback.number());
    }

    @Override
    public void close() {
        started.close();
    }

    /// What a test changes while the service does not run yet.
    interface Before {
        /// @param environment the service's
        void theServiceStarts(CodedCustomers customers, Pbx pbx, Map<String, String> environment);
    }
}
