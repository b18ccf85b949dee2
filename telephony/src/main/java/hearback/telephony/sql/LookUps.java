package hearback.telephony.sql;

import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackPlan;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The callbacks of attempts, of all who ask at once in two statements that are sent together.
record LookUps(Database database) {
    /// In the order of the ids.
    List<Optional<CallbackPlan>> byAttempts(List<AttemptId> ids) {
        var asked = ids.stream().map(AttemptId::value).toArray(UUID[]::new);
        return database.inFlight("callbacks of " + ids.size() + " attempts", flight -> {
            var _ = flight.begin();
            var callbacks = flight.send(
                    PlanQueries.PLAN + " where id in (select callback from telephony.every_attempt where id = any($1))",
                    Tuple.tuple().addArrayOfUUID(asked));
            var attempts = flight.send(
                    PlanQueries.ATTEMPT
                            + " where callback in (select callback from telephony.every_attempt where id = any($1))"
                            + " order by callback, ordinal",
                    Tuple.tuple().addArrayOfUUID(asked));
            var committed = flight.commit();
            Map<UUID, List<Attempt>> ofCallback = new HashMap<>();
            PlanQueries.attempts(flight.land(attempts))
                    .forEach(one -> ofCallback
                            .computeIfAbsent(one.callback().value(), _ -> new ArrayList<>())
                            .add(one));
            Map<AttemptId, CallbackPlan> plans = new HashMap<>();
            for (Row row : flight.land(callbacks)) {
                var all = ofCallback.getOrDefault(row.getUUID("id"), List.of());
                var plan = PlanRows.plan(row, all);
                all.forEach(one -> plans.put(one.id(), plan));
            }
            var _ = flight.land(committed);
            return ids.stream().map(id -> Optional.ofNullable(plans.get(id))).toList();
        });
    }
}
