package hearback.recording.sql;

import hearback.recording.flow.RecordingStore;
import hearback.recording.testing.InMemoryRecordingStore;

final class InMemoryRecordingStoreTest extends RecordingStoreContract {
    @Override
    RecordingStore store() {
        return new InMemoryRecordingStore();
    }
}
