package hearback.telephony.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where what a line says waits for the one who folds it: in order, with a bound. Whoever puts is never held up,
/// because he reads a socket. What does not fit is thrown away and that is said, as a [LineNews.HearingLost], at its
/// place in the order; [LineNews] other than what the server says always fit, they are few.
public final class LineFeed {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Queue<LineNews> waiting = new ArrayDeque<>();
    private boolean overflowing;
    private long thrownAway;

    /// @param most what the server says is kept up to this number
    public LineFeed(int most) {
        this.most = most;
    }

    public void put(LineNews news, Instant now) {
        lock.lock();
        try {
            if (waiting.size() < most || !isSaid(news)) {
                overflowing = overflowing && waiting.size() >= most;
                waiting.add(news);
                filled.signal();
            } else {
                throwAway(now);
            }
        } finally {
            lock.unlock();
        }
    }

    private void throwAway(Instant now) {
        thrownAway++;
        if (!overflowing) {
            overflowing = true;
            waiting.add(new LineNews.HearingLost(now, "queue overflow"));
        }
    }

    private static boolean isSaid(LineNews news) {
        return switch (news) {
            case LineNews.Heard heard -> true;
            case LineNews.Listed listed -> true;
            case LineNews.MemberHeard heard -> true;
            case LineNews.HearingProven proven -> false;
            case LineNews.HearingLost lost -> false;
            case LineNews.HearingBegan began -> false;
            case LineNews.ListsAsked asked -> false;
            case LineNews.LegsListed listed -> false;
            case LineNews.ListsFailed failed -> false;
        };
    }

    /// Takes up to `limit`, in order; waits for the first one at most so long.
    public List<LineNews> take(int limit, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (waiting.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            List<LineNews> taken = new ArrayList<>(Math.min(limit, waiting.size()));
            while (taken.size() < limit && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            return taken;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// How many wait now.
    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many were thrown away since the start.
    public long thrownAway() {
        lock.lock();
        try {
            return thrownAway;
        } finally {
            lock.unlock();
        }
    }
}
