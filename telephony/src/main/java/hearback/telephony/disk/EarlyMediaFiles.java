package hearback.telephony.disk;

import hearback.config.Settings;
import hearback.telephony.call.LegId;
import hearback.telephony.call.SoundFile;
import hearback.telephony.callback.Announcement;
import hearback.telephony.flow.EarlyMedia;
import hearback.telephony.sound.AnnouncementRecogniser;
import hearback.telephony.sound.Spectrogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the shipped dialplan recorded before any answer, beside the recordings of calls: a file for each channel that
/// was dialled,
/// of its name ([SoundFile#EARLY_MEDIA]).
public final class EarlyMediaFiles implements EarlyMedia {
    private static final Logger log = LoggerFactory.getLogger(EarlyMediaFiles.class);

    /// What Asterisk makes of the names of channels, and we of ours: nothing that leads elsewhere.
    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,148}");

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
    public Optional<Announcement> announced(LegId leg) {
        return file(leg).flatMap(this::announced);
    }

    private Optional<Announcement> announced(Path file) {
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
    public void forget(LegId leg) {
        file(leg).ifPresent(EarlyMediaFiles::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            log.warn("early media not deleted {}: {}", file.getFileName(), kept.toString());
        }
    }

    private Optional<Path> file(LegId leg) {
        return CHANNEL.matcher(leg.uniqueid()).matches()
                ? Optional.of(folder.resolve(leg.uniqueid() + SoundFile.EARLY_MEDIA))
                : Optional.empty();
    }
}
