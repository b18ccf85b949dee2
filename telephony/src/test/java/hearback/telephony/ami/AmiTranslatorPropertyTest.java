package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.ServerName;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.asteriskjava.manager.event.AgentCalledEvent;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.DialStateEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewChannelEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.QueueCallerJoinEvent;
import org.asteriskjava.manager.event.QueueMemberStatusEvent;
import org.asteriskjava.manager.event.VarSetEvent;

class AmiTranslatorPropertyTest {
    private final AmiTranslator translator = new AmiTranslator(new ServerName("main"));

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(200),
                Arbitraries.of("", "<unknown>", "1795314226.2", "hotline", "PJSIP/1001", "RINGING", "00:99:99"),
                Arbitraries.integers().between(80, 100_000).map("x"::repeat));
    }

    @Property
    void never_throws_and_is_never_silent_about_what_is_broken(
            @ForAll("values") String one,
            @ForAll("values") String two,
            @ForAll("values") String three,
            @ForAll Double timestamp,
            @ForAll int number) {
        for (ManagerEvent event : events(one, two, three, number)) {
            event.setTimestamp(timestamp);
            Heard heard = translator.translate(event, Instant.EPOCH);
            assertThat(heard).isNotNull();
            if (heard instanceof Heard.Broken broken) {
                assertThat(broken.why()).hasSizeLessThan(100);
            }
        }
    }

    private List<ManagerEvent> events(String one, String two, String three, int number) {
        NewChannelEvent channel = new NewChannelEvent(this);
        channel.setUniqueId(one);
        channel.setLinkedid(two);
        channel.setCallerIdNum(three);
        channel.setChannel(three);
        CoreShowChannelEvent listed = new CoreShowChannelEvent(this);
        listed.setUniqueid(one);
        listed.setDuration(two);
        listed.setExtension(three);
        DialStateEvent dialled = new DialStateEvent(this);
        dialled.setDestUniqueId(one);
        dialled.setDialStatus(two);
        QueueCallerJoinEvent joined = new QueueCallerJoinEvent(this);
        joined.setUniqueId(one);
        joined.setQueue(two);
        joined.setPosition(number);
        AgentCalledEvent rung = new AgentCalledEvent(this);
        rung.setUniqueId(one);
        rung.setDestUniqueId(two);
        rung.setInterface(three);
        rung.setQueue(three);
        BridgeEnterEvent entered = new BridgeEnterEvent(this);
        entered.setUniqueId(one);
        entered.setBridgeUniqueId(two);
        VarSetEvent file = new VarSetEvent(this);
        file.setUniqueId(one);
        file.setVariable("MIXMONITOR_FILENAME");
        file.setValue(two);
        OriginateResponseEvent response = new OriginateResponseEvent(this);
        response.setActionId(one);
        response.setUniqueId(two);
        response.setReason(number);
        HangupEvent hangup = new HangupEvent(this);
        hangup.setUniqueId(one);
        hangup.setTechCause(two);
        hangup.setCause(number);
        QueueMemberStatusEvent member = new QueueMemberStatusEvent(this);
        member.setQueue(one);
        member.setInterface(two);
        member.setMemberName(three);
        member.setStatus(number);
        return List.of(channel, listed, dialled, joined, rung, entered, file, response, hangup, member);
    }
}
