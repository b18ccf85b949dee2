package hearback.agent.http;

import hearback.telephony.call.InertText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A list of callbacks as it was sent: values between commas (RFC 4180) in UTF-8, of which the first row names the
/// columns. What is wrong with the list as a whole is refused here, all of it at once; what is wrong with a row is the
/// row's affair.
///
/// Source: RFC 4180; Excel puts a byte order mark first and fills what was once used with rows of nothing but commas.
record CallbackList(List<Row> rows) {
    static final String MEDIA_TYPE = "text/csv";
    /// They are planned in well under the 75 s after which a silent connection is cut, and the report of
    /// them all stays a few megabytes.
    static final int MOST_ROWS = 10_000;

    private static final List<String> NEEDED = List.of("number", "reason");
    private static final List<String> KNOWN = List.of(
            "number", "reason", "ticket", "notBefore", "bestTime", "household", CallbackWishes.OTHER_NUMBERS, "key");
    /// Of a header that is none, nobody reads more.
    private static final int MOST_FAULTS = 20;

    private static final String MARK = "\uFEFF";

    CallbackList {
        rows = List.copyOf(rows);
    }

    /// @throws Refusal when it is no such list
    static CallbackList read(Buffer body) {
        long line = 1;
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text(body)))) {
            Iterator<CSVRecord> records = parser.iterator();
            List<String> header = List.of();
            List<Row> rows = new ArrayList<>();
            while (records.hasNext()) {
                List<String> values = stripped(records.next());
                if (values.stream().allMatch(String::isEmpty)) {
                    // Nobody wrote anything here.
                } else if (header.isEmpty()) {
                    header = checked(values);
                } else if (rows.size() == MOST_ROWS) {
                    throw Problems.unusable("body", "has more than " + MOST_ROWS + " rows, which is the most");
                } else {
                    rows.add(Row.of(line, header, values));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (header.isEmpty()) {
                throw Problems.badField(
                        "body", "is empty; its first row names the columns " + String.join(", ", KNOWN));
            }
            return new CallbackList(rows);
        } catch (IOException | UncheckedIOException _) {
            throw Problems.badField("body", "is no CSV: the quotes of the row in line " + line + " do not match");
        }
    }

    private static String text(Buffer body) {
        ByteBuffer bytes = ByteBuffer.wrap(body.getBytes());
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        } catch (CharacterCodingException _) {
            long line = 1
                    + IntStream.range(0, bytes.position())
                            .filter(at -> bytes.get(at) == '\n')
                            .count();
            throw Problems.badField("body", "is not UTF-8 in line " + line + "; in Excel save it as CSV UTF-8");
        }
    }

    private static List<String> stripped(CSVRecord values) {
        return values.stream().map(String::strip).toList();
    }

    private static List<String> checked(List<String> header) {
        if (header.size() == 1 && Stream.of(";", "\t").anyMatch(header.getFirst()::contains)) {
            throw Problems.badField("body", "has no commas between its columns");
        }
        Set<String> seen = new HashSet<>();
        List<Problem.FieldError> faults = new ArrayList<>();
        NEEDED.stream()
                .filter(name -> !header.contains(name))
                .forEach(name -> faults.add(new Problem.FieldError(name, "is missing")));
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                faults.add(new Problem.FieldError("column " + (i + 1), "has no name"));
            } else if (!KNOWN.contains(name)) {
                // Where the header was forgotten, this is a customer's number.
                faults.add(new Problem.FieldError(Eyes.MASKED.written(new InertText(name)), "is not known here"));
            } else if (!seen.add(name)) {
                faults.add(new Problem.FieldError(name, "is there twice"));
            }
        }
        if (!faults.isEmpty()) {
            throw Problems.refused(
                    400,
                    "The first row may name the columns " + String.join(", ", KNOWN) + " and must name "
                            + String.join(" and ", NEEDED) + ".",
                    faults.subList(0, Math.min(faults.size(), MOST_FAULTS)),
                    "",
                    Map.of());
        }
        return header;
    }

    /// One wish.
    ///
    /// @param line of the file in which it begins; the first is 1
    /// @param values that are not empty, by column
    /// @param isTooLong it has more values than there are columns: it cannot be known which belongs where
    record Row(long line, Map<String, String> values, boolean isTooLong) {
        Row {
            values = Map.copyOf(values);
        }

        /// Excel leaves out the last commas of some rows, so that fewer values than columns are none too few.
        static Row of(long line, List<String> header, List<String> values) {
            Map<String, String> named = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(header.size(), values.size()); i++) {
                if (!values.get(i).isEmpty()) {
                    named.put(header.get(i), values.get(i));
                }
            }
            boolean isTooLong = values.stream().skip(header.size()).anyMatch(value -> !value.isEmpty());
            return new Row(line, named, isTooLong);
        }

        Optional<String> value(String column) {
            return Optional.ofNullable(values.get(column));
        }

        /// As they are sent to `askCallback`.
        JsonObject fields() {
            JsonObject fields = new JsonObject();
            KNOWN.stream()
                    .filter(column -> !column.equals("key"))
                    .forEach(column -> value(column).ifPresent(value -> fields.put(column, field(column, value))));
            return fields;
        }

        /// Several numbers stand between semicolons.
        private static Object field(String column, String value) {
            return column.equals(CallbackWishes.OTHER_NUMBERS)
                    ? new JsonArray(
                            Stream.of(value.split(";", -1)).map(String::strip).toList())
                    : value;
        }
    }
}
