package hearback.agent.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which bytes of a file are wanted.
///
/// What is written wrongly is ignored and the whole is sent, as RFC 9110 14.2 allows; so is more than one range, so
/// that nobody makes us put together a thousand parts. Only a range that lies wholly beyond the end is refused.
sealed interface ByteRange {
    record Whole() implements ByteRange {}

    /// @param first counts from 0
    /// @param last is part of it
    record Part(long first, long last) implements ByteRange {
        long length() {
            return last - first + 1;
        }
    }

    record BeyondEnd() implements ByteRange {}

    Pattern SHAPE = Pattern.compile("(?i)bytes=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*");
    /// More digits than any file has bytes.
    int MOST_DIGITS = 18;

    /// Reads the Range header of a file of this length.
    static ByteRange read(Optional<String> header, long length) {
        Matcher range = SHAPE.matcher(header.orElse(""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            return suffix(number(range.group(2)), length);
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= length ? new BeyondEnd() : new Part(first, Math.min(last, length - 1));
    }

    private static ByteRange suffix(long wanted, long length) {
        return wanted == 0 || length == 0 ? new BeyondEnd() : new Part(Math.max(0, length - wanted), length - 1);
    }

    private static long number(String digits) {
        String plain = digits.replaceFirst("^0+(?=.)", "");
        return plain.length() > MOST_DIGITS ? Long.MAX_VALUE - 1 : Long.parseLong(plain);
    }
}
