package hearback.recording.index;

/// Bytes that can be read anywhere, whatever they lie in.
public interface ByteSource {
    long length();

    /// The bytes from here on: as many as asked for, fewer where the source ends.
    byte[] read(long from, int count);
}
