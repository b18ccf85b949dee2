package hearback.telephony.callback;

import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;

/// Which callbacks a pause holds up.
public sealed interface PauseScope {
    record Everything() implements PauseScope {}

    /// What would be dialled through this server's trunk; another server may dial it.
    record OfLine(ServerName line) implements PauseScope {}

    /// What was asked for at this hotline.
    ///
    /// @param number as the dialplan sees it, `4001`
    record OfHotline(String number) implements PauseScope {}

    /// What was asked for at the hotlines that lead to this queue.
    record OfQueue(QueueName queue) implements PauseScope {}
}
