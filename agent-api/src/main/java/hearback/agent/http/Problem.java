package hearback.agent.http;

import java.util.List;
import java.util.Map;

/// What went wrong, for the one who asked (RFC 9457). Never holds a stack trace, a number or a secret.
///
/// @param errors the fields that are to blame, if any
/// @param code for programs, which rule says no; empty: the status says enough
/// @param values what the rule names
record Problem(
        int status, String title, String detail, List<FieldError> errors, String code, Map<String, String> values) {
    Problem {
        errors = List.copyOf(errors);
        values = Map.copyOf(values);
    }

    Problem(int status, String title, String detail, List<FieldError> errors) {
        this(status, title, detail, errors, "", Map.of());
    }

    Problem(int status, String title, String detail) {
        this(status, title, detail, List.of());
    }

    record FieldError(String field, String reason) {}
}
