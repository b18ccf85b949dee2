package hearback.agent.http;

import hearback.agent.flow.AskCallback;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
import hearback.telephony.callback.CallbackState;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/callbacks/import`: a list of wishes, each taken as if it had been sent alone. A row that is refused hinders no
/// other; a list that was cut off by whatever failure is sent again and goes on where it was, because every row has a
/// key.
final class CallbackImport {
    static final String PATH = "/callbacks/import";
    /// 5 MiB: room for 10,000 rows of 500 bytes, where one of every column filled has some 100.
    static final long MOST_BYTES = 5L * 1_024 * 1_024;

    static final String KEY_HEADER = "Idempotency-Key";

    private static final Logger LOG = LoggerFactory.getLogger(CallbackImport.class);
    private static final String SINGLE = "askCallback";
    /// Stands for the key that is made of a wish once it is known to be one.
    private static final String MADE = "made";

    private final Contract contract;
    private final CallbackWishes wishes;

    CallbackImport(Contract contract, CallbackWishes wishes) {
        this.contract = contract;
        this.wishes = wishes;
    }

    Map<String, Contract.Route> routes() {
        return Map.of("importCallbacks", new Contract.Route(Permission.IMPORT_CALLBACKS, this::take));
    }

    private void take(Asked asked) {
        RoutingContext context = asked.context();
        if (!isList(context)) {
            throw Problems.notRead("Send " + CallbackList.MEDIA_TYPE + " in UTF-8.");
        }
        Buffer body = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
        asked.answer(elsewhere(asked.who(), body).body(asked.eyes()));
    }

    private static boolean isList(RoutingContext context) {
        var type = context.parsedHeaders().contentType();
        String charset = Optional.ofNullable(type.parameter("charset")).orElse("utf-8");
        return CallbackList.MEDIA_TYPE.equalsIgnoreCase(type.component() + "/" + type.subComponent())
                && charset.replace("\"", "").equalsIgnoreCase("utf-8");
    }

    /// On a thread of its own: reading thousands of rows would keep the turn that others' requests wait for.
    private ImportReport elsewhere(AgentIdentity who, Buffer body) {
        Promise<ImportReport> report = Promise.promise();
        Thread.ofVirtual().name("import").start(() -> {
            try {
                report.complete(imported(who, CallbackList.read(body)));
            } catch (RuntimeException | Error e) {
                report.fail(e);
            }
        });
        return report.future().await();
    }

    private ImportReport imported(AgentIdentity who, CallbackList list) {
        List<ImportReport.End> ends = new ArrayList<>();
        List<Keyed> keyed = new ArrayList<>();
        for (CallbackList.Row row : list.rows()) {
            try {
                keyed.add(read(row));
            } catch (Refusal refusal) {
                ends.add(ImportReport.End.Refused.of(row, refusal.problem()));
            }
        }
        ends.addAll(Lanes.done(keyed, Keyed::key, one -> ask(who, one)));
        ImportReport report = new ImportReport(ends);
        LOG.info(
                "callbacks imported by={} rows={} planned={} alreadyThere={} refused={}",
                who.name(),
                ends.size(),
                report.planned(),
                report.alreadyThere(),
                report.refused().size());
        return report;
    }

    private Keyed read(CallbackList.Row row) {
        if (row.isTooLong()) {
            throw Problems.badField("row", "has more values than there are columns");
        }
        Optional<String> own = row.value("key");
        // A header could not hold it either.
        if (own.filter(key -> key.chars().anyMatch(Character::isISOControl)).isPresent()) {
            throw Problems.badField("key", "holds control characters");
        }
        try {
            contract.check(SINGLE, Map.of(KEY_HEADER, own.orElse(MADE)), row.fields());
        } catch (ValidatorException unfit) {
            throw new Refusal(Problems.invalid(unfit));
        }
        AskCallback.Wish wish = CallbackWishes.read(row.fields());
        return new Keyed(row, own.orElseGet(() -> wishes.keyOf(wish)), wish);
    }

    private ImportReport.End ask(AgentIdentity who, Keyed one) {
        try {
            AskCallback.Answer.Accepted accepted = wishes.ask(who, one.key(), one.wish());
            return new ImportReport.End.There(
                    accepted.isNew(), accepted.plan().state() instanceof CallbackState.Closed);
        } catch (Refusal refusal) {
            return ImportReport.End.Refused.of(one.row(), refusal.problem());
        }
    }

    private record Keyed(CallbackList.Row row, String key, AskCallback.Wish wish) {}
}
