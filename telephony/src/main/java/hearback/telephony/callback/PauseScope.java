package hearback.telephony.callback;

import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import java.util.Optional;

/// Which callbacks a pause holds up.
public sealed interface PauseScope {
    record Everything() implements PauseScope {}

    /// What would be dialled through this server's trunk; another server may dial it.
    record OfLine(ServerName line) implements PauseScope {}

    /// What would be dialled through this one trunk of a line; its other trunks may dial it.
    record OfTrunk(ServerName line, TrunkName trunk) implements PauseScope {
        /// `main/carrier`
        public String text() {
            return line + "/" + trunk;
        }

        /// Empty when it cannot be one.
        public static Optional<OfTrunk> parse(String text) {
            int slash = text.indexOf('/');
            try {
                return Optional.of(new OfTrunk(
                        new ServerName(text.substring(0, Math.max(slash, 0))),
                        new TrunkName(text.substring(slash + 1))));
            } catch (IllegalArgumentException neither) {
                return Optional.empty();
            }
        }
    }

    /// What was asked for at this hotline.
    ///
    /// @param number as the dialplan sees it, `4001`
    record OfHotline(String number) implements PauseScope {}

    /// What was asked for at the hotlines that lead to this queue.
    record OfQueue(QueueName queue) implements PauseScope {}
}
