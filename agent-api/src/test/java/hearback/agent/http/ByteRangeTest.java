package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults.md case 54, for a file of 100 bytes.
final class ByteRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | whole",
                "bytes=0-0                 | 0-0",
                "bytes=0-                  | 0-99",
                "bytes=10-19               | 10-19",
                "bytes=99-                 | 99-99",
                "bytes=90-500              | 90-99",
                "bytes=-1                  | 99-99",
                "bytes=-500                | 0-99",
                "bytes=-0                  | beyond",
                "bytes=100-                | beyond",
                "bytes=100-200             | beyond",
                "bytes=99999999999999999999-  | beyond",
                "bytes=0-99999999999999999999 | 0-99",
                "bytes=-99999999999999999999  | 0-99",
                "bytes=00000000000000000000001-2 | 1-2",
                "BYTES=1-2                 | 1-2",
                "bytes= 1-2                | 1-2",
                "bytes=20-10               | whole",
                "bytes=0-1,3-4             | whole",
                "bytes=-                   | whole",
                "bytes=                    | whole",
                "bytes=a-b                 | whole",
                "bytes=1-2x                | whole",
                "bytes=--1                 | whole",
                "bytes=+1-2                | whole",
                "lines=1-2                 | whole",
                "0-1                       | whole",
                "bytes=１-２                 | whole",
            })
    void is_read_as_rfc_9110_says(String header, String meant) {
        assertThat(text(ByteRange.read(Optional.of(header), 100))).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-", "bytes=-1", "bytes=0-0"})
    void nothing_of_an_empty_file_can_be_had(String header) {
        assertThat(ByteRange.read(Optional.of(header), 0)).isEqualTo(new ByteRange.BeyondEnd());
    }

    private static String text(ByteRange range) {
        return switch (range) {
            case ByteRange.Whole() -> "whole";
            case ByteRange.BeyondEnd() -> "beyond";
            case ByteRange.Part part -> part.first() + "-" + part.last();
        };
    }
}
