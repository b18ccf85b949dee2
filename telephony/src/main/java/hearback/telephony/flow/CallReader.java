package hearback.telephony.flow;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import java.util.List;

/// What the facts of a call come to, with our hotlines and our way of reading numbers.
public record CallReader(Lines lines, NumberReader numbers, RungNumbers rung) {
    /// Where nobody is ever rung.
    public CallReader(Lines lines, NumberReader numbers) {
        this(lines, numbers, RungNumbers.NONE);
    }

    public CallRecord record(CallId id, List<CallFact> facts) {
        return record(Call.of(id, facts));
    }

    public CallRecord record(Call call) {
        return call.record(lines);
    }

    /// Who the customer is: inbound as the network delivered the number, outbound as the attempt has it.
    public PhoneNumber customer(CallRecord call) {
        return switch (call.direction()) {
            case INBOUND -> numbers.read(call.callerNumber());
            case OUTBOUND ->
                AttemptId.ofCall(call.id())
                        .flatMap(rung::numberOf)
                        .<PhoneNumber>map(number -> number)
                        .orElseGet(() -> numbers.read(call.callerNumber()));
        };
    }
}
