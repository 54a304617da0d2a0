//! What the store promises, on both engines.
//!
//! Each case is a function that gets a fresh database. It runs on SQLite always and on PostgreSQL
//! where `SLUITEND_TEST_POSTGRES` names one; on each engine one test runs all cases and then asks
//! whether every statement was executed.

mod accounts;
mod allowances;
mod audit;
mod backup_files;
mod backups;
mod bench;
mod bookings;
mod census;
mod connections;
mod contacts;
mod erasing;
mod files;
mod foreign;
mod forgetting;
mod grants;
mod hooks;
mod installs;
mod invitations;
mod leases;
mod mail;
mod members;
mod model;
mod moves;
mod orders;
mod plans;
mod protected;
mod reads;
mod remembered;
mod reviews;
#[path = "../../../trials/tests/house/schema.rs"]
mod schema;
mod sessions;
mod subscriptions;
mod summaries;
mod tidy;
mod transitions;
mod troubles;
mod workers;

use bench::Bench;

macro_rules! cases {
    ($($module:ident: $($name:ident)+;)+) => {
        mod sqlite {
            $($(
                #[tokio::test]
                async fn $name() {
                    let bench = super::Bench::sqlite();
                    super::$module::$name(&bench).await;
                }
            )+)+

            #[tokio::test]
            async fn every_statement_is_executed() {
                $($(
                    let bench = super::Bench::sqlite();
                    super::$module::$name(&bench).await;
                )+)+
                super::tidy::assert_all_executed();
            }
        }

        mod postgres {
            $($(
                #[tokio::test]
                #[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
                async fn $name() {
                    let bench = super::Bench::postgres();
                    super::$module::$name(&bench).await;
                }
            )+)+

            #[tokio::test]
            #[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
            async fn every_statement_is_executed() {
                $($(
                    let bench = super::Bench::postgres();
                    super::$module::$name(&bench).await;
                )+)+
                super::tidy::assert_all_executed();
            }
        }
    };
}

cases! {
    connections:
        saved_and_read_back
        connecting_again_keeps_the_id_and_the_orders
        the_most_overdue_is_due_first
        broken_ones_are_not_due
        what_was_wrong_with_old_secrets_stops_nobody
        what_is_being_set_up_is_not_due
        the_connections_of_a_shop
        an_unknown_one_is_said_to_be_unknown
        a_shop_that_comes_again_keeps_its_books
        values_of_every_kind_come_back;
    leases:
        one_of_many_gets_it
        a_lost_lease_writes_nothing
        the_same_owner_is_fenced_too
        a_lease_that_ran_out_writes_nothing
        each_write_extends_it
        look_now_is_heard_during_a_lease
        who_waits_for_one_address_may_go_on_from_another
        what_is_handed_back_was_never_synced
        dropped_writes_leave_nothing
        releasing_is_for_the_holder
        a_clock_that_was_set_back_holds_nobody_up;
    orders:
        sight_moves_only_what_waits
        sight_replaces_what_the_shop_says
        ready_and_waiting
        steps_tell_what_happened
        people_and_workers_number_their_steps_apart;
    reads:
        lists
        new_orders_come_before_old_ones
        spans_of_days
        outcomes_in_doubt
        references
        reasons
        names
        pages;
    bookings:
        the_whole_way
        invoice_and_payment_are_looked_up
        what_was_to_settle_too_late_is_brought_forward
        attempts_are_numbered
        retrying_goes_on_from_the_invoice
        a_problem_is_gone_at_the_next_success;
    transitions:
        every_change_names_the_state_it_starts_from;
    contacts:
        the_mirror_finds_contacts
        contacts_are_forgotten
        intents;
    reviews:
        others_stand_apart_from_orders
        what_looks_different_is_compared
        a_correction_needs_a_changed_order
        what_changed_stays_noted_when_it_is_set_aside
        what_was_set_aside_is_taken_back
        what_is_paid_after_all_is_booked_again
        what_a_person_paid_is_booked_as_it_is
        a_payment_of_somebody_else_changes_the_plan;
    foreign:
        what_another_program_booked_is_booked
        what_was_sent_once_is_not_adopted
        an_invoice_is_adopted_for_one_order
        an_invoice_is_adopted_at_one_connection;
    summaries:
        orders_of_a_summary_are_planned_with_it
        orders_of_a_summary_are_booked_with_it
        orders_of_a_summary_are_set_aside_with_it;
    remembered:
        listings
        facts;
    census:
        all_connections_together
        who_waits_for_an_allowance_is_not_overdue;
    workers:
        they_say_that_they_are_there;
    backups:
        all_of_it_comes_back
        a_backup_is_of_one_moment
        restored_connections_are_free_and_due
        what_was_under_way_comes_back_in_doubt
        a_database_in_use_is_refused
        secrets_of_another_key_are_refused;
    accounts:
        somebody_is_made_and_found
        addresses_are_found_whatever_their_case
        what_somebody_says_of_themselves_changes
        operators_have_passwords
        a_changing_number_is_used_once
        sealed_numbers_stay_where_they_are
        shops_are_seen_by_their_members
        somebody_unknown_is_said_to_be_unknown;
    members:
        the_app_store_opens_its_own_account_alone
        members_choose_a_way_back
        an_address_is_taken_from_a_member
        an_address_is_one_members_alone
        an_address_is_confirmed_by_a_letter;
    sessions:
        a_session_is_open_until_it_ends
        a_session_in_use_is_extended
        sessions_are_swept
        a_link_lets_in_once
        one_of_many_uses_a_link;
    invitations:
        somebody_new_comes_in_by_an_invitation
        somebody_known_gets_one_shop_more
        an_invitation_ends
        who_sees_no_shop_is_out
        who_may_not_look_in_invites_nobody;
    installs:
        a_handshake_is_kept
        a_handshake_comes_again
        an_install_goes_its_way
        a_new_install_takes_the_place_of_the_old
        what_nobody_finished_is_forgotten
        keys_stay_where_they_are;
    grants:
        an_errand_is_ended_once
        an_errand_is_somebodys_own
        a_grant_brings_its_token
        one_at_a_time_asks_for_new_tokens
        who_asks_with_old_tokens_is_too_late
        a_grant_is_dropped
        sealed_tokens_stay_where_they_are;
    hooks:
        an_address_is_made_and_found
        what_the_other_side_said_of_it
        another_address_takes_its_place
        calls_come_more_than_once
        calls_come_together
        calls_say_when_to_look_and_what_to_remember
        sealed_addresses_stay_where_they_are;
    audit:
        what_was_done_is_told
        what_was_done_long_ago_is_forgotten;
    subscriptions:
        what_is_installed_twice_begins_once
        a_history_outlives_its_connection
        a_subscription_ends_and_goes_on
        what_has_ended_ends_no_other_time
        what_stopped_a_connection_before_stays
        whose_free_month_it_is
        a_month_is_closed_once;
    mail:
        a_thing_is_told_once
        what_is_mended_may_break_again
        what_was_taken_over_is_told_when_nothing_is_left
        orders_are_told_of_once_a_day
        a_letter_goes_its_way
        of_many_one_takes_a_letter
        who_is_gone_is_given_up
        calls_are_made_again
        letters_are_forgotten
        who_is_told_what
        an_address_that_ends_letters_is_not_guessed;
    erasing:
        nothing_of_a_connection_is_left
        who_sees_another_shop_stays
        nobody_is_erased_under_somebodys_hands
        what_opens_the_books_is_forgotten;
    forgetting:
        the_longest_unchanged_is_first
        a_person_is_forgotten_and_nothing_else
        what_is_kept_beside_the_orders_goes_too
        letters_lose_a_person;
    allowances:
        never_more_than_the_limit
        an_answer_frees_its_place_earlier
        a_pause_is_kept
        a_clock_that_is_set_back_stalls_for_a_window_at_most
        no_place_is_given_twice
        careful_to_the_millisecond;
}
