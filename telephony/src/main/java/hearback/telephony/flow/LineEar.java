package hearback.telephony.flow;

/// Needed: hears one server. What it hears goes into its [LineFeed].
public interface LineEar {
    /// Connects, and comes back for ever whenever the connection is lost, until [#close].
    void open(LineFeed feed);

    /// Ends the hearing. Nothing is put into the feed after it returned.
    void close();

    /// Asks for the server's lists of channels, callers and members; they come through the feed, between
    /// [LineNews.ListsAsked] and [LineNews.LegsListed] or [LineNews.ListsFailed]. Does nothing while not connected:
    /// after each login they are asked for anyway.
    void askLists();

    /// How well it hears now.
    LineStates.LineState state();
}
