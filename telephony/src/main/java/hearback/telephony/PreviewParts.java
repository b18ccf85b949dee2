package hearback.telephony;

import hearback.telephony.flow.AskLineHolder;
import hearback.telephony.flow.FulfilWishes;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PreviewCallbacks;
import hearback.telephony.flow.PreviewDesk;
import hearback.telephony.flow.PreviewWishes;
import hearback.telephony.flow.Previews;
import hearback.telephony.sql.SqlPreviewWishes;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Callbacks that agents look at first, put together: those of the lines held here, and the way to the nodes that hold
/// others.
final class PreviewParts {
    private final List<PreviewDesk.Place> places = new ArrayList<>();
    private final PreviewWishes wishes;
    private final InstantSource time;
    private final Previews desk;

    PreviewParts(Pool pool, CallbackParts callbacks, Supplier<UUID> ids, InstantSource time) {
        this.wishes = new SqlPreviewWishes(pool);
        this.time = time;
        var elsewhere = new AskLineHolder(wishes, callbacks.plans(), callbacks.settle(), PreviewParts::rest, ids, time);
        this.desk = new PreviewDesk(places, callbacks.plans(), elsewhere);
    }

    /// Adds a line.
    ///
    /// @param lease of its server, while this node has it
    /// @return what agents wish of it at other nodes
    FulfilWishes of(Supplier<Optional<LineLease.Held>> lease, PreviewCallbacks line) {
        places.add(new PreviewDesk.Place(lease, line));
        return new FulfilWishes(lease, wishes, line, time);
    }

    Previews desk() {
        return desk;
    }

    /// Vert.x's own way of waiting, as whoever asks may be on one of its virtual threads: it goes on with others
    /// meanwhile.
    private static void rest(Duration length) {
        var over = new CompletableFuture<Boolean>().completeOnTimeout(true, length.toMillis(), TimeUnit.MILLISECONDS);
        var _ = Future.fromCompletionStage(over).await();
    }
}
