package hearback.telephony.ami;

import hearback.telephony.call.ServerName;
import hearback.telephony.queue.Member;
import org.asteriskjava.manager.event.AbstractQueueMemberEvent;
import org.asteriskjava.manager.event.QueueMemberAddedEvent;
import org.asteriskjava.manager.event.QueueMemberEvent;
import org.asteriskjava.manager.event.QueueMemberPauseEvent;
import org.jspecify.annotations.Nullable;

/// Reads how an agent stands in a queue from the five events that say it. The list (`QueueMember`) calls the interface
/// `Location` and the member `Name`; the others say `Interface` and `MemberName`.
final class MemberReading {
    private MemberReading() {}

    static Heard listed(ServerName server, QueueMemberEvent event) {
        return member(
                server,
                event.getQueue(),
                event.getInterface(),
                event.getName(),
                state(event.getStatus(), event.getPaused(), event.getPausedreason()));
    }

    static Heard added(ServerName server, QueueMemberAddedEvent event) {
        return changed(server, event, state(event.getStatus(), event.getPaused(), event.getPausedReason()));
    }

    static Heard paused(ServerName server, QueueMemberPauseEvent event) {
        return changed(
                server,
                event,
                state(event.getStatus(), event.getPaused(), first(event.getPausedreason(), event.getReason())));
    }

    /// A member who left the queue is no longer there to be called.
    static Heard removed(ServerName server, AbstractQueueMemberEvent event) {
        return changed(server, event, new Member.State.Away());
    }

    private static Heard changed(ServerName server, AbstractQueueMemberEvent event, Member.State state) {
        return member(server, event.getQueue(), event.getInterface(), event.getMemberName(), state);
    }

    private static Heard member(
            ServerName server,
            @Nullable String queue,
            @Nullable String memberInterface,
            @Nullable String name,
            Member.State state) {
        return new Heard.OfMember(
                new Member(server, Fields.queue(queue), Fields.agent(memberInterface), Fields.inert(name), state));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    /// A pause keeps calls away from one who could take them; who is talking, ringing or away is that first. With
    /// `device_state_busy_at=1` a phone that rings is said to be busy (3), not ringing (6).
    private static Member.State state(@Nullable Integer status, @Nullable Boolean paused, @Nullable String reason) {
        return switch (status == null ? QueueMemberEvent.AST_DEVICE_UNKNOWN : status) {
            case QueueMemberEvent.AST_DEVICE_NOT_INUSE ->
                Boolean.TRUE.equals(paused) ? new Member.State.Paused(Fields.inert(reason)) : new Member.State.Ready();
            case QueueMemberEvent.AST_DEVICE_RINGING -> new Member.State.Ringing();
            case QueueMemberEvent.AST_DEVICE_INUSE,
                    QueueMemberEvent.AST_DEVICE_BUSY,
                    QueueMemberEvent.AST_DEVICE_RINGINUSE,
                    QueueMemberEvent.AST_DEVICE_ONHOLD -> new Member.State.OnCall();
            default -> new Member.State.Away();
        };
    }
}
