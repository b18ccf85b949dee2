package hearback.telephony.disk;

import hearback.config.Settings;
import hearback.telephony.call.SoundFile;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.EarlyMedia;
import hearback.telephony.sound.AnnouncementRecogniser;
import hearback.telephony.sound.Spectrogram;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the shipped dialplan recorded before any answer, beside the recordings of calls: a file for each attempt that
/// was listened to, of the name of its channel ([SoundFile#EARLY_MEDIA]).
public final class EarlyMediaFiles implements EarlyMedia {
    private static final Logger log = LoggerFactory.getLogger(EarlyMediaFiles.class);

    private final Path folder;
    private final AnnouncementRecogniser recogniser;

    EarlyMediaFiles(Path folder, AnnouncementRecogniser recogniser) {
        this.folder = folder;
        this.recogniser = recogniser;
    }

    /// @throws IllegalArgumentException when a reference sound is of no use
    public static EarlyMedia of(Settings settings) {
        return settings.announcements()
                .references()
                .<EarlyMedia>map(references -> new EarlyMediaFiles(
                        settings.recordings().localFolder(),
                        new AnnouncementRecogniser(ReferenceFolder.read(references))))
                .orElse(EarlyMedia.NOT_HEARD);
    }

    @Override
    public Optional<Announcement> announced(AttemptId attempt) {
        var file = file(attempt);
        try {
            return recogniser.hear(Spectrogram.of(WavSound.samples(file)));
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        } catch (IOException unreadable) {
            log.warn("early media not read {}: {}", file.getFileName(), unreadable.toString());
            return Optional.empty();
        }
    }

    @Override
    public void forget(AttemptId attempt) {
        var file = file(attempt);
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            log.warn("early media not deleted {}: {}", file.getFileName(), kept.toString());
        }
    }

    @Override
    public Set<AttemptId> kept() {
        try (var files = Files.newDirectoryStream(folder, "*" + SoundFile.EARLY_MEDIA)) {
            var kept = new HashSet<AttemptId>();
            files.forEach(file -> attempt(file).ifPresent(kept::add));
            return kept;
        } catch (IOException | DirectoryIteratorException unreadable) {
            log.warn("early media not looked for: {}", unreadable.toString());
            return Set.of();
        }
    }

    private Path file(AttemptId attempt) {
        return folder.resolve(attempt.channelId() + SoundFile.EARLY_MEDIA);
    }

    private static Optional<AttemptId> attempt(Path file) {
        var name = file.getFileName().toString();
        return AttemptId.ofChannel(name.substring(0, name.length() - SoundFile.EARLY_MEDIA.length()));
    }
}
