package hearback.line;

import hearback.app.OwnPostgres;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// A service in a process of its own with a database of its own, on an Asterisk behind whose trunk are
/// [CodedCustomers]: everything that a test of ringing kills, freezes or counts at.
final class CodedLine implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
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
            customers = kept(CodedCustomers.start(folder));
            pbx = kept(Pbx.start(folder, customers.behindTheTrunk()));
            postgres = kept(OwnPostgres.start(folder, Clone.freePorts(1).getFirst()));
            Map<String, String> environment = ServiceSettings.inAHurry(pbx, folder);
            environment.put("DATABASE_URL", postgres.url());
            before.theServiceStarts(customers, pbx, environment);
            service = kept(ServiceProcess.start(folder, environment));
            api = service.api();
            api.untilTheLineIsHeard();
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private <T extends AutoCloseable> T kept(T one) {
        started.push(one);
        return one;
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
        return AskedCallback.of(number, api, customers);
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception | Error failed) {
                first = first == null ? new IllegalStateException(failed) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /// What a test changes while the service does not run yet.
    interface Before {
        /// @param environment the service's
        void theServiceStarts(CodedCustomers customers, Pbx pbx, Map<String, String> environment);
    }
}
