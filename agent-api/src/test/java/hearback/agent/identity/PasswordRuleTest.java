package hearback.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.Password;
import hearback.agent.password.CommonPasswords;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PasswordRuleTest {
    private final PasswordRule rule = new PasswordRule(CommonPasswords.read());

    @Test
    void twelve_to_128_code_points_of_any_kind_are_good() {
        assertThat(flaw("coal bin ladder")).isEmpty();
        assertThat(flaw("白日依山尽黄河入海流欲穷")).isEmpty();
        assertThat(flaw("😀😁😂😃😄😅😆😇😈😉😊😋")).isEmpty();
        assertThat(flaw("lowercase only")).isEmpty();
        assertThat(flaw("abcde fghij".repeat(20).substring(0, 128))).isEmpty();
    }

    @Test
    void eleven_are_too_few_and_129_too_many() {
        assertThat(flaw("coal bin la")).contains(PasswordRule.Flaw.TOO_SHORT);
        assertThat(flaw("😀😁😂😃😄😅😆😇😈😉😊")).contains(PasswordRule.Flaw.TOO_SHORT);
        assertThat(flaw("abcde fghij".repeat(20).substring(0, 129))).contains(PasswordRule.Flaw.TOO_LONG);
    }

    @Test
    void the_name_is_no_password_also_not_with_little_around_it() {
        assertThat(rule.flaw("wang.xiaoming", "wang.xiaoming")).contains(PasswordRule.Flaw.THE_NAME);
        assertThat(rule.flaw("Wang.XiaoMing1!", "wang.xiaoming")).contains(PasswordRule.Flaw.THE_NAME);
        assertThat(rule.flaw("wang.xiaomingwang.xiaoming", "wang.xiaoming")).contains(PasswordRule.Flaw.THE_NAME);
        assertThat(rule.flaw("a lion in the fields", "li"))
                .as("a short name may be part of it")
                .isEmpty();
    }

    @Test
    void what_many_take_is_refused_in_capitals_and_full_width_too() {
        assertThat(flaw("password1234")).contains(PasswordRule.Flaw.COMMON);
        assertThat(flaw("PassWord1234")).contains(PasswordRule.Flaw.COMMON);
        assertThat(flaw(new Password("ｐａｓｓｗｏｒｄ１２３４").text())).contains(PasswordRule.Flaw.COMMON);
        assertThat(flaw("woaini1314520")).contains(PasswordRule.Flaw.COMMON);
        assertThat(flaw("121212121212")).contains(PasswordRule.Flaw.COMMON);
    }

    @Test
    void half_a_character_is_no_text() {
        assertThat(flaw("coal bin ladder\ud83d")).contains(PasswordRule.Flaw.NO_TEXT);
        assertThat(flaw("coal bin ladder\0")).contains(PasswordRule.Flaw.NO_TEXT);
    }

    @Test
    void every_common_one_is_one_that_the_length_would_let_pass_and_is_found_as_it_is_typed() {
        assertThat(CommonPasswords.read()).hasSizeGreaterThan(150).allSatisfy(common -> {
            assertThat(common.codePointCount(0, common.length())).isGreaterThanOrEqualTo(PasswordRule.SHORTEST);
            assertThat(new Password(common).text().toLowerCase(Locale.ROOT)).isEqualTo(common);
        });
    }

    private Optional<PasswordRule.Flaw> flaw(String password) {
        return rule.flaw(password, "li");
    }
}
