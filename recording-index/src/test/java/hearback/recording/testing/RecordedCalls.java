package hearback.recording.testing;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.AgentPart;
import hearback.telephony.call.CallRecord.CustomerEnd;
import hearback.telephony.call.CallRecord.RecordedFile;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.Direction;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SoundFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Calls of one customer, as their records say.
public final class RecordedCalls {
    public static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    public static final LegId CUSTOMER = new LegId(new ServerName("main"), "1772413200.2");
    public static final CallId CALL = CallId.bornOf(CUSTOMER);

    private RecordedCalls() {}

    /// Answered after 5 s.
    public static CallRecord live(RecordedFile... files) {
        return call(Optional.of(START.plusSeconds(5)), Optional.empty(), files);
    }

    /// Answered after 5 s, over after 65 s.
    public static CallRecord answered(RecordedFile... files) {
        return call(Optional.of(START.plusSeconds(5)), Optional.of(START.plusSeconds(65)), files);
    }

    /// Nobody came; over after 65 s.
    public static CallRecord abandoned(RecordedFile... files) {
        return call(Optional.empty(), Optional.of(START.plusSeconds(65)), files);
    }

    public static RecordedFile file(String path, int second) {
        return file(CUSTOMER, path, second);
    }

    public static RecordedFile file(LegId leg, String path, int second) {
        return new RecordedFile(leg, new SoundFile(path), START.plusSeconds(second));
    }

    private static CallRecord call(Optional<Instant> answered, Optional<Instant> ended, RecordedFile... files) {
        return new CallRecord(
                CALL,
                Direction.INBOUND,
                "4001",
                new InertText("13800000000"),
                new InertText(""),
                START,
                Optional.of(new QueueName("hotline")),
                Optional.of(START.plusSeconds(1)),
                answered,
                ended,
                ended.map(at -> answered.isPresent() ? CallResult.ANSWERED : CallResult.ABANDONED),
                answered.stream()
                        .map(from -> new AgentPart(new AgentId("1001"), CUSTOMER, from, ended))
                        .toList(),
                List.of(files),
                new CustomerEnd(false, false, true, Optional.empty(), Optional.empty(), Optional.empty()),
                false,
                List.of());
    }
}
