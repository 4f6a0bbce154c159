const timeline = document.getElementById('timeline');
const grid = document.getElementById('calls');
const buttons = document.querySelectorAll('button');

document.getElementById('campaign').addEventListener('submit', async event => {
  event.preventDefault();
  buttons.forEach(button => { button.disabled = true; });
  timeline.replaceChildren();
  grid.replaceChildren();
  try {
    await run(event.submitter.value === 'fail');
  } catch (error) {
    say(error.message, 'error');
  } finally {
    buttons.forEach(button => { button.disabled = false; });
  }
});

async function run(fail) {
  const list = document.getElementById('file').files[0] ?? await (await fetch('numbers.csv')).blob();
  const pressed = performance.now();
  const response = await fetch('campaigns' + (fail ? '?fail=true' : ''), {
    method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: list,
  });
  const answer = await response.json();
  if (!answer.id) throw new Error(`${response.status}: ${answer.detail ?? answer.title ?? 'refused'}`);
  say(`Response ${response.status} received after ${(performance.now() - pressed).toFixed(1)} ms: ${answer.deferred} calls deferred`);
  document.getElementById('legend').hidden = false;

  let first = false;
  for (;;) {
    const campaign = await (await fetch(`campaigns/${answer.id}`)).json();
    draw(campaign.calls);
    const starts = campaign.calls.map(call => Date.parse(call.startedAt)).filter(time => !isNaN(time));
    if (starts.length && campaign.responseSentAt && !first) {
      first = true;
      const sent = Date.parse(campaign.responseSentAt);
      say(`First call started ${Math.min(...starts) - sent} ms after the response's last byte had left (wire level ${campaign.level})`);
    }
    if (campaign.isOver) {
      const again = campaign.calls.filter(call => call.attempts > 1).length;
      if (starts.length > 1)
        say(`Calls started: ${Math.round(starts.length * 1000 / (Math.max(...starts) - Math.min(...starts)))} a second; ${again} tried again`);
      say(`${campaign.placed} of ${campaign.total} placed, ${campaign.discarded} discarded, ${campaign.failed} failed`);
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function draw(calls) {
  while (grid.children.length < calls.length) grid.append(document.createElement('div'));
  calls.forEach((call, index) => {
    const cell = grid.children[index];
    cell.className = call.attempts > 1 ? `${call.state} again` : call.state;
    cell.textContent = call.row;
    cell.title = `${call.number}: ${call.state}${call.dispatched ? `, dispatched as ${call.dispatched}` : ''}${call.attempts > 1 ? `, attempt ${call.attempts}` : ''}${call.reason ? ` (${call.reason})` : ''}`;
  });
}

function say(text, kind) {
  const line = document.createElement('li');
  line.textContent = text;
  if (kind) line.className = kind;
  timeline.append(line);
}
