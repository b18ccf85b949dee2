package hearback.agent.http;

import hearback.telephony.call.InertText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What came of each row of a list.
///
/// @param ends one of each row, in any order
record ImportReport(Collection<End> ends) {
    ImportReport {
        ends = List.copyOf(ends);
    }

    long planned() {
        return there().stream().filter(End.There::isNew).count();
    }

    long alreadyThere() {
        return there().size() - planned();
    }

    long alreadyClosed() {
        return there().stream().filter(one -> !one.isNew() && one.isClosed()).count();
    }

    List<End.Refused> refused() {
        return ends.stream()
                .filter(End.Refused.class::isInstance)
                .map(End.Refused.class::cast)
                .sorted(Comparator.comparingLong(refused -> refused.row().line()))
                .toList();
    }

    private List<End.There> there() {
        return ends.stream()
                .filter(End.There.class::isInstance)
                .map(End.There.class::cast)
                .toList();
    }

    JsonObject body(Eyes eyes) {
        List<End.Refused> refused = refused();
        return new JsonObject()
                .put("rows", ends.size())
                .put("planned", planned())
                .put("alreadyThere", alreadyThere())
                .put("alreadyClosed", alreadyClosed())
                .put("refused", refused.size())
                .put("refusals", Json.array(refused, one -> body(one, eyes)));
    }

    /// The problem document that the row alone would have got, and what stood there.
    private static JsonObject body(End.Refused refused, Eyes eyes) {
        JsonObject body =
                Problems.json(refused.problem()).put("line", refused.row().line());
        for (Object error : body.getJsonArray("errors", new JsonArray())) {
            JsonObject fault = (JsonObject) error;
            refused.row()
                    .value(fault.getString("field"))
                    .ifPresent(value -> fault.put("value", eyes.written(new InertText(value))));
        }
        return body;
    }

    /// What came of a row.
    sealed interface End {
        /// @param isNew false when it was asked before
        /// @param isClosed nobody is rung for it any more
        record There(boolean isNew, boolean isClosed) implements End {}

        record Refused(CallbackList.Row row, Problem problem) implements End {
            /// @param problem in the words of a wish that came alone, whose key is in a header
            static Refused of(CallbackList.Row row, Problem problem) {
                List<Problem.FieldError> errors = problem.errors().stream()
                        .map(error -> error.field().equals(CallbackImport.KEY_HEADER)
                                ? new Problem.FieldError("key", error.reason())
                                : error)
                        .toList();
                String detail = errors.stream()
                        .map(error -> error.field() + " " + error.reason())
                        .collect(Collectors.joining("; "));
                return new Refused(row, new Problem(problem.status(), problem.title(), detail, errors));
            }
        }
    }
}
