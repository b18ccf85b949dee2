package hearback.recording.testing;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.CallFacts;
import hearback.telephony.flow.CallFollower;
import hearback.telephony.flow.CallFollower.CallNews;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Facts of calls that a test tells, to every follower at once.
public final class ToldFacts implements CallFacts {
    private final Map<String, CallFollower> followers = new LinkedHashMap<>();
    private final AtomicLong place = new AtomicLong();

    @Override
    public void follow(String name, CallFollower follower) {
        followers.put(name, follower);
    }

    public void tell(CallFact fact, CallRecord call) {
        var news = new CallNews(
                place.incrementAndGet(), fact, call, new PhoneNumber.Unknown(new InertText("13800000000")));
        followers.values().forEach(follower -> follower.on(news));
    }
}
