package hearback.agent.http;

import java.util.List;

/// What went wrong, for the one who asked (RFC 9457). Never holds a stack trace, a number or a secret.
///
/// @param errors the fields that are to blame, if any
record Problem(int status, String title, String detail, List<FieldError> errors) {
    Problem {
        errors = List.copyOf(errors);
    }

    Problem(int status, String title, String detail) {
        this(status, title, detail, List.of());
    }

    record FieldError(String field, String reason) {}
}
