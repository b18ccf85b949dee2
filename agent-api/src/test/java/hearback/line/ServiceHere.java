package hearback.line;

import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/// A service in the test's own process, which goes by the machine's clock. One that is killed is a [ServiceProcess].
record ServiceHere(Hearback hearback, Api api) implements AutoCloseable {
    /// Returns when the line is heard.
    static ServiceHere start(Map<String, String> environment) {
        Hearback hearback =
                Hearback.start(new SettingsFile(environment).read(), InstantSource.system(), new SecureRandom());
        ServiceHere service = new ServiceHere(hearback, ServiceSettings.api(environment));
        try {
            service.api.untilTheLineIsHeard();
            return service;
        } catch (RuntimeException | Error failed) {
            service.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        hearback.stop();
    }
}
