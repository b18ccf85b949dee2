package hearback.telephony.flow;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import java.util.List;

/// What the facts of a call come to, with our hotlines and our way of reading numbers.
public record CallReader(Lines lines, NumberReader numbers) {
    public CallRecord record(CallId id, List<CallFact> facts) {
        return record(Call.of(id, facts));
    }

    public CallRecord record(Call call) {
        return call.record(lines);
    }

    public PhoneNumber customer(CallRecord call) {
        return numbers.read(call.callerNumber());
    }
}
